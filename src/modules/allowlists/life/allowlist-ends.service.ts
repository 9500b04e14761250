import { Injectable } from '@nestjs/common';
import { type Fault, type MemberAction, readMoment, typedAs } from '../../../infra/discord/index.js';
import { DraftsRepository } from '../../../infra/drafts/index.js';
import { Clock } from '../../../kernel/clock.js';
import { dateAndTime, relativeTime } from '../../../kernel/discord-text.js';
import { ServersService } from '../../servers/index.js';
import { AllowlistFormExpiredError, AllowlistLifeError } from '../allowlists.errors.js';
import { mayBeRetimed } from './allowlist-life.rules.js';
import { AllowlistMoves } from './allowlist-moves.service.js';

export interface OpenEnd {
  readonly connectionId: string;
  /** In which dates are read. */
  readonly zone: string;
  readonly typed: string;
  /** The end when the form was opened, in milliseconds. */
  readonly seen: string;
}

export type EndOutcome =
  | { readonly kind: 'changed'; readonly endsAt: Date }
  /** `formId`: what was typed is kept there. */
  | {
      readonly kind: 'refused';
      readonly formId: string;
      readonly connectionId: string;
      readonly fault: Fault;
    };

const KIND = 'allowlist-end';

/** Another end for an allowlist that was published: earlier or later, until it has closed. */
@Injectable()
export class AllowlistEndsService {
  constructor(
    private readonly moves: AllowlistMoves,
    private readonly forms: DraftsRepository,
    private readonly servers: ServersService,
    private readonly clock: Clock,
  ) {}

  /**
   * @throws NotLinkedError
   * @throws AllowlistNotFoundError
   * @throws AllowlistLifeError it is a draft, or has closed
   */
  async open(action: MemberAction, connectionId: string): Promise<OpenEnd> {
    const { zone, allowlist } = await this.find(action, connectionId);
    const { endsAt } = allowlist.allowlistData;
    return { connectionId, zone, typed: typedAs(endsAt, zone), seen: String(endsAt.getTime()) };
  }

  /** The form again, as it was typed; what others changed meanwhile counts as seen. @throws AllowlistFormExpiredError */
  async reopen(action: MemberAction, connectionId: string, formId: string): Promise<OpenEnd> {
    const form = await this.forms.find(formId, KIND, action);
    if (form?.values.connectionId !== connectionId) throw new AllowlistFormExpiredError();
    return { ...(await this.open(action, connectionId)), typed: form.values.typed ?? '' };
  }

  /**
   * Sets the end, or says what is wrong with it and keeps what was typed.
   *
   * @throws NotLinkedError
   * @throws AllowlistNotFoundError
   * @throws AllowlistLifeError it has closed meanwhile
   */
  async submit(
    action: MemberAction,
    {
      connectionId,
      seen,
      typed,
    }: { readonly connectionId: string; readonly seen: string; readonly typed: string },
  ): Promise<EndOutcome> {
    const { zone, allowlist } = await this.find(action, connectionId);
    const { startsAt, endsAt } = allowlist.allowlistData;
    const refuse = async (fault: Fault): Promise<EndOutcome> => {
      const formId = await this.forms.create(KIND, action, { connectionId, typed });
      return { kind: 'refused', formId, connectionId, fault };
    };
    const read = readMoment(typed, { from: this.clock.now(), zone });
    if ('fault' in read) return refuse(named(read.fault));
    if (startsAt !== undefined && read.at <= startsAt)
      return refuse(named((texts) => texts.timingFaults.beforeStart));
    if (String(endsAt.getTime()) !== seen)
      return refuse((texts) => texts.timingFaults.meanwhile(dateAndTime(endsAt)));
    const { allowlistData } = await this.moves.retime(action, allowlist, { endsAt: read.at });
    return { kind: 'changed', endsAt: allowlistData.endsAt };
  }

  private async find(action: MemberAction, connectionId: string) {
    const { timezone: zone } = await this.servers.requireLinked(action.guildId);
    const allowlist = await this.moves.find(action, connectionId);
    const { status, endsAt } = allowlist.allowlistData;
    if (mayBeRetimed(allowlist.allowlistData, this.clock.now())) return { zone, allowlist };
    const isOver = ['scheduled', 'active', 'paused'].includes(status);
    throw new AllowlistLifeError(`The allowlist is ${status}, or over`, ({ allowlistLife }) =>
      isOver ? allowlistLife.endPassed(relativeTime(endsAt)) : allowlistLife.refused[status],
    );
  }
}

/** After the name of the field. */
const named =
  (why: Fault): Fault =>
  (texts) =>
    `**${texts.managePost.ending.label}**: ${why(texts)}`;
