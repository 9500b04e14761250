import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../../infra/audit/index.js';
import { Database } from '../../../infra/database/index.js';
import { type MemberAction, type Sent, sentTo } from '../../../infra/discord/index.js';
import { DueRunner } from '../../../infra/jobs/index.js';
import { Clock } from '../../../kernel/clock.js';
import { cleanText, lengthOf, parseWholeNumber } from '../../../kernel/text.js';
import { ServersService } from '../../servers/index.js';
import { AllowlistClosedError, EntryDecidedError, EntryFormError } from '../allowlists.errors.js';
import { AllowlistsRepository } from '../allowlists.repository.js';
import { OwnAllowlists } from '../own-allowlists.service.js';
import { SETTLE_ENTRY } from '../entries/settle-entry.effect.js';
import {
  allowlistConnections,
  type DiscordAllowlistConnection,
} from '../schemas/allowlist-connection.schema.js';
import { allowlistEntries, type AllowlistEntry } from '../schemas/allowlist-entry.schema.js';
import { HeldEntriesRepository, MOST_COUNTED } from './held-entries.repository.js';
import { NEVER } from './risk.rules.js';

/** Who is decided on is told by it. */
export const ENTRY_NOTICES_EFFECT = 'entry-notices';

export type Decided = 'accept' | 'refuse';

export interface HeldPanel {
  readonly allowlist: DiscordAllowlistConnection;
  /** Held, or refused with an appeal. */
  readonly entry: AllowlistEntry | null;
  readonly held: number;
  /** What was decided just now. */
  readonly decided?: { readonly verdict: Decided; readonly entries: number };
}

export interface HeldQuestion {
  readonly allowlist: DiscordAllowlistConnection;
  readonly verdict: Decided;
  readonly held: number;
  /** What comes after this is not meant. */
  readonly until: Date;
}

const LONGEST_APPEAL = 500;

/** Entries that wait for a manager: why, and what becomes of them. Each is decided once. */
@Injectable()
export class HeldEntriesService {
  constructor(
    private readonly held: HeldEntriesRepository,
    private readonly allowlists: AllowlistsRepository,
    private readonly own: OwnAllowlists,
    private readonly servers: ServersService,
    private readonly database: Database,
    private readonly audit: AuditTrail,
    private readonly effects: DueRunner,
    private readonly clock: Clock,
  ) {}

  /** @throws NotLinkedError @throws AllowlistNotFoundError */
  async panel(action: MemberAction, connectionId: string, afterId?: string): Promise<HeldPanel> {
    const allowlist = await this.allowlistIn(action, connectionId);
    const [held, next] = await Promise.all([
      this.countHeld(allowlist),
      this.held.next(connectionId, afterId),
    ]);
    return { allowlist, held, entry: next ?? (afterId ? await this.held.next(connectionId) : null) };
  }

  /**
   * One entry: a held one counts from now on or is out; to an appeal of a refused one `accept` means that
   * they may enter again.
   *
   * @throws AllowlistClosedError the list has closed
   * @throws EntryDecidedError
   */
  async decide(
    action: MemberAction,
    connectionId: string,
    entryId: string,
    verdict: Decided,
  ): Promise<HeldPanel> {
    await this.assertUndecided(await this.allowlistIn(action, connectionId));
    const seen = await this.held.find(action.guildId, entryId);
    if (seen?.connectionId !== connectionId) throw new EntryDecidedError();
    await this.database.transaction(async () => {
      const decision = { by: action.discordId, at: this.clock.now() };
      const decided =
        seen.state === 'refused'
          ? await this.held.settleAppeal(entryId, verdict === 'accept', decision)
          : await this.held[verdict](entryId, decision);
      if (decided === null) throw new EntryDecidedError();
      await this.note(action, `allowlist.entry-${verdict}`, allowlistEntries.name, entryId);
    });
    this.follow();
    return { ...(await this.panel(action, connectionId)), decided: { verdict, entries: 1 } };
  }

  async askAll(action: MemberAction, connectionId: string, verdict: Decided): Promise<HeldQuestion> {
    const allowlist = await this.allowlistIn(action, connectionId);
    const held = await this.countHeld(allowlist);
    return { allowlist, verdict, held, until: this.clock.now() };
  }

  /** @param untilMs when the manager was asked @throws AllowlistClosedError */
  async decideAll(
    action: MemberAction,
    connectionId: string,
    verdict: Decided,
    untilMs: number,
  ): Promise<HeldPanel> {
    await this.assertUndecided(await this.allowlistIn(action, connectionId));
    const at = this.clock.now();
    const until = new Date(Math.min(untilMs, at.getTime()));
    const entries = await this.database.transaction(async () => {
      await this.note(action, `allowlist.entries-${verdict}`, allowlistConnections.name, connectionId);
      return this.held.decideAll(connectionId, until, verdict, { by: action.discordId, at });
    });
    this.follow();
    return { ...(await this.panel(action, connectionId)), decided: { verdict, entries } };
  }

  /** For the closing: nobody decided, so they are out, are told so and get back what they paid. @returns how many */
  async expire(connectionId: string): Promise<number> {
    const entries = await this.held.expire(connectionId, this.clock.now());
    if (entries > 0) this.follow();
    return entries;
  }

  /** @throws EntryFormError @throws NotLinkedError */
  async setRule(action: MemberAction, connectionId: string, sent: Sent): Promise<HeldPanel> {
    const before = await this.allowlistIn(action, connectionId);
    const rule = { holdFrom: readScore(sent, 'hold'), refuseFrom: readScore(sent, 'refuse') };
    // Held from never is a choice; held from where all are refused already is a slip.
    if (rule.holdFrom !== NEVER && rule.holdFrom >= rule.refuseFrom)
      throw new EntryFormError('Nobody would be held', (texts) => texts.held.scoreOrder);
    await this.database.transaction(async () => {
      const after = await this.allowlists.setRiskRule(before, rule);
      const { guildId } = action;
      const actor = { kind: 'admin', id: action.discordId } as const;
      const collection = allowlistConnections;
      await this.audit.record({ action: 'allowlist.risk', actor, guildId, collection, before, after });
    });
    return this.panel(action, connectionId);
  }

  /** A member's own words, once. @throws EntryFormError @throws EntryDecidedError there is nothing to object to */
  async appeal({ guildId, discordId }: MemberAction, connectionId: string, typed: string): Promise<void> {
    const allowlist = await this.allowlists.findFresh(guildId, connectionId);
    if (allowlist === null) throw this.own.notFound(connectionId);
    const words = cleanText(typed);
    const length = lengthOf(words);
    if (length < 1 || length > LONGEST_APPEAL)
      throw new EntryFormError('Bad length', (texts) => texts.held.appealLength(LONGEST_APPEAL));
    if (!(await this.held.appeal(connectionId, discordId, words, this.clock.now())))
      throw new EntryDecidedError();
  }

  /**
   * Read before the decision. One that is under way when the list closes either comes before `expire`, and
   * the list is read after that, or finds nothing to decide.
   */
  /** Many are as many as the projection counted last. */
  private async countHeld({ _id, entryManagement }: DiscordAllowlistConnection): Promise<number> {
    const counted = await this.held.countHeld(_id.toHexString());
    return counted < MOST_COUNTED ? counted : Math.max(counted, entryManagement.totals.held);
  }

  private async assertUndecided(allowlist: DiscordAllowlistConnection): Promise<void> {
    const parent = await this.allowlists.closingOf(allowlist._id.toHexString());
    if (parent?.closedSeq !== undefined || (parent?.status !== 'active' && parent?.status !== 'paused'))
      throw new AllowlistClosedError();
  }

  private async allowlistIn(action: MemberAction, connectionId: string): Promise<DiscordAllowlistConnection> {
    await this.servers.requireLinked(action.guildId);
    return this.own.find(action, connectionId);
  }

  private note(
    { guildId, discordId }: MemberAction,
    action: string,
    kind: string,
    id: string,
  ): Promise<void> {
    return this.audit.note({
      action,
      actor: { kind: 'admin', id: discordId },
      guildId,
      target: { kind, id },
    });
  }

  private follow(): void {
    this.effects.nudge(SETTLE_ENTRY);
    this.effects.nudge(ENTRY_NOTICES_EFFECT);
  }
}

/** Nothing typed: never. */
function readScore(sent: Sent, field: string): number {
  const typed = sentTo(sent, field).trim();
  const score = typed === '' ? NEVER : parseWholeNumber(typed);
  if (score === null || score < 1 || score > NEVER)
    throw new EntryFormError('No score', (texts) => texts.held.scoreRange);
  return score;
}
