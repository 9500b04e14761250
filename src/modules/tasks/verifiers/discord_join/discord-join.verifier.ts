import { Injectable } from '@nestjs/common';
import {
  DiscordApi,
  type FormField,
  type MemberAction,
  type Sent,
  sentTo,
} from '../../../../infra/discord/index.js';
import { Clock, DAY_MS } from '../../../../kernel/clock.js';
import { dateAndTime, roleMention } from '../../../../kernel/discord-text.js';
import { parseWholeNumber } from '../../../../kernel/text.js';
import type { Texts } from '../../../../locales/index.js';
import type { DiscordTaskPost } from '../../schemas/task-post.schema.js';
import { CannotCheckError, NotDoneYetError } from '../../tasks.errors.js';
import type { Fault } from '../../tasks.rules.js';
import { faultsOfRoles } from '../shared/roles.js';
import { type AsksRead, type Verdict, Verifier } from '../verifier.port.js';

interface JoinAsks {
  readonly roleId?: string;
  /** On the server, this time. */
  readonly days?: number;
}

const MOST_DAYS = 3_650;

/**
 * In the server, for some time and with a role where that is asked for. Discord itself says so with every
 * press: the payload names the roles of this very moment and when the member joined, so nothing is fetched.
 */
@Injectable()
export class DiscordJoinVerifier extends Verifier {
  readonly type = 'discord_join';
  readonly isReviewed = false;
  readonly settings: readonly FormField[] = [
    {
      id: 'roleId',
      label: (texts) => texts.taskForm.roleLabel,
      hint: (texts) => texts.taskForm.roleHint,
      input: { kind: 'role' },
      isOptional: true,
    },
    {
      id: 'days',
      label: (texts) => texts.taskTypes.join.daysLabel,
      hint: (texts) => texts.taskTypes.join.daysHint,
      input: { kind: 'text', maxLength: 4 },
      isOptional: true,
    },
  ];

  constructor(
    private readonly discord: DiscordApi,
    private readonly clock: Clock,
  ) {
    super();
  }

  override async readAsks(sent: Sent, guildId: string): Promise<AsksRead> {
    const roleId = sentTo(sent, 'roleId');
    const typed = sentTo(sent, 'days').trim();
    const days = typed === '' ? 0 : parseWholeNumber(typed);
    const faults: Fault[] = roleId === '' ? [] : await faultsOfRoles(this.discord, guildId, [roleId]);
    if (days === null || days > MOST_DAYS)
      faults.push((texts) => texts.taskTypes.join.days(texts.common.number(MOST_DAYS)));
    if (days === null || faults.length > 0) return { faults };
    return { asks: { ...(roleId !== '' && { roleId }), ...(days > 0 && { days }) } };
  }

  override howTo({ roleId, days }: JoinAsks, texts: Texts): string {
    const be = roleId === undefined ? texts.taskCard.howJoin : texts.taskCard.howRole(roleMention(roleId));
    return days === undefined ? be : `${be} ${texts.taskTypes.join.howLong(days)}`;
  }

  override pages(): [] {
    return [];
  }

  override check(post: DiscordTaskPost, { roleIds, joinedAt }: MemberAction): Promise<Verdict> {
    const { roleId, days } = post.taskData.asks as JoinAsks;
    if (roleId !== undefined && !roleIds.includes(roleId)) {
      throw new NotDoneYetError('Role missing', (texts) => texts.errors.roleMissing(roleMention(roleId)));
    }
    if (days !== undefined) this.assertLongEnough(joinedAt, days);
    return Promise.resolve({ state: 'verified' });
  }

  private assertLongEnough(joinedAt: Date | null, days: number): void {
    if (joinedAt === null)
      throw new CannotCheckError('Discord does not tell since when', (texts) => texts.taskTypes.tryAgain);
    const from = new Date(joinedAt.getTime() + days * DAY_MS);
    if (from <= this.clock.now()) return;
    throw new NotDoneYetError('Not long enough', (texts) =>
      texts.taskTypes.join.tooShort(days, dateAndTime(from)),
    );
  }
}
