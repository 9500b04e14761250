import { Injectable } from '@nestjs/common';
import type { mongo } from 'mongoose';
import { AuditTrail } from '../../../infra/audit/index.js';
import { Database, type PageAnchor } from '../../../infra/database/index.js';
import type { Fault, MemberAction } from '../../../infra/discord/index.js';
import { DueRunner } from '../../../infra/jobs/index.js';
import { Clock } from '../../../kernel/clock.js';
import { isObjectIdText } from '../../../kernel/object-id.js';
import { PointsService } from '../../points/index.js';
import { DRAW } from '../draws/draw.effect.js';
import { DrawAllowlistsRepository } from '../draws/draw-allowlists.repository.js';
import { DrawsRepository } from '../draws/draws.repository.js';
import { Eligibility } from '../draws/eligibility.service.js';
import { MemberEntriesRepository } from '../entries/member-entries.repository.js';
import { AllowlistMoves } from '../life/allowlist-moves.service.js';
import type { DiscordAllowlistConnection } from '../schemas/allowlist-connection.schema.js';
import { type AllowlistEntry, allowlistEntries } from '../schemas/allowlist-entry.schema.js';
import { type Draw, draws } from '../schemas/draw.schema.js';
import { ApplicationsRepository } from './applications.repository.js';
import { isChoosing, PickRefusedError, type PickVerdict, placesOf, standingIn } from './picks.rules.js';
import { PicksRepository } from './picks.repository.js';

export const APPLICATIONS_A_PAGE = 5;
export const PICKS_SHOWN = ['all', 'picked'] as const;
export type PicksShown = (typeof PICKS_SHOWN)[number];

/** The list that managers choose from, and what they have chosen. */
export interface Picking {
  readonly allowlist: DiscordAllowlistConnection;
  readonly draw: Draw;
  /** Whether anything can be picked and announced now. */
  readonly isOpen: boolean;
  /** What came of what was pressed just now. */
  readonly said?: Fault;
}

export interface PicksPage extends Picking {
  readonly show: PicksShown;
  readonly entries: readonly AllowlistEntry[];
  /** Where the pages around this one begin; absent where there is none. */
  readonly previous?: string;
  readonly next?: string;
}

/** Which page: of all, from an entry on; of those who are picked, from an index on. */
export interface PicksAt {
  readonly show: PicksShown;
  readonly direction: PageAnchor['direction'];
  readonly anchor: string;
}

const FIRST: PicksAt = { show: 'all', direction: 'after', anchor: 'start' };

export interface Application extends Picking {
  readonly entry: AllowlistEntry;
  /** The member in this community. */
  readonly history: {
    readonly entries: number;
    readonly wins: number;
    readonly points: number;
    readonly completions: number;
  };
}

type Page = Pick<PicksPage, 'entries' | 'previous' | 'next'>;

interface Closed extends Picking {
  readonly connectionId: string;
  readonly closedSeq: mongo.Timestamp;
}

/**
 * The managers choose winners from the applications of a list that is fixed. Any number of them at once: each step
 * is one guarded write, so no place is given twice, and what is announced is what was seen.
 */
@Injectable()
export class PicksService {
  constructor(
    private readonly moves: AllowlistMoves,
    private readonly drawn: DrawAllowlistsRepository,
    private readonly draws: DrawsRepository,
    private readonly picks: PicksRepository,
    private readonly applications: ApplicationsRepository,
    private readonly eligibility: Eligibility,
    private readonly members: MemberEntriesRepository,
    private readonly points: PointsService,
    private readonly database: Database,
    private readonly audit: AuditTrail,
    private readonly effects: DueRunner,
    private readonly clock: Clock,
  ) {}

  /**
   * @throws AllowlistNotFoundError no such allowlist in this server
   * @throws PickRefusedError no application, or its list is still open
   */
  async page(action: MemberAction, connectionId: string, at: PicksAt = FIRST): Promise<PicksPage> {
    const found = await this.find(action, connectionId);
    const { allowlist, draw, isOpen } = found;
    const page = at.show === 'picked' ? await this.picked(found, at) : await this.all(found, at);
    return { allowlist, draw, isOpen, show: at.show, ...page };
  }

  /** @throws AllowlistNotFoundError @throws PickRefusedError there is no such application any more */
  async look(action: MemberAction, connectionId: string, entryId: string): Promise<Application> {
    const { closedSeq, ...picking } = await this.find(action, connectionId);
    const entry = await this.entryOf(connectionId, closedSeq, entryId);
    return this.withHistory(picking, entry);
  }

  /**
   * Picks somebody, or takes that back; again it says the same.
   *
   * @throws AllowlistNotFoundError
   * @throws PickRefusedError no place is free, they left, or somebody was faster
   * @throws EligibilityUnknownError it can't be found out now whether they may win
   */
  async decide(
    action: MemberAction,
    connectionId: string,
    entryId: string,
    verdict: PickVerdict,
  ): Promise<Application> {
    const { closedSeq, ...picking } = await this.find(action, connectionId);
    assertOpen(picking);
    const entry = await this.entryOf(connectionId, closedSeq, entryId);
    const done = await this.write(action, picking, entry, verdict);
    const said: Fault = (texts) => texts.picks.done[verdict];
    return { ...(await this.withHistory({ ...picking, draw: done }, entry)), said };
  }

  /** What is to be announced, before it is. @throws AllowlistNotFoundError @throws PickRefusedError */
  async ask(action: MemberAction, connectionId: string): Promise<Picking> {
    const picking = await this.find(action, connectionId);
    assertOpen(picking);
    const { picks, state } = picking.draw;
    if (picks.length === 0 && state === 'announced') throw refused((texts) => texts.picks.refused.nobody);
    return picking;
  }

  /**
   * Those who are picked have won: the worker announces them, once. Of two managers one does it.
   *
   * @param revision of the picks that were seen
   * @throws AllowlistNotFoundError
   * @throws PickRefusedError the picks were changed or announced since
   */
  async announce(action: MemberAction, connectionId: string, revision: number): Promise<PicksPage> {
    const { allowlist, draw } = await this.find(action, connectionId);
    await this.database.transaction(async () => {
      const announced = await this.picks.announce(draw._id, revision, this.clock.now());
      if (announced === null) throw refused((texts) => texts.picks.refused.changed);
      // Claims may be open again.
      await this.drawn.reopen(allowlist._id);
      await this.note(action, 'allowlist.announce', draws.name, draw._id.toHexString());
    });
    this.effects.nudge(DRAW);
    const said: Fault = (texts) => texts.picks.done.announce;
    return { ...(await this.page(action, connectionId)), said };
  }

  private async all({ connectionId, closedSeq }: Closed, at: PicksAt): Promise<Page> {
    const { direction, anchor: id } = at;
    const anchor = isObjectIdText(id) ? { direction, id } : undefined;
    const found = await this.applications.page(connectionId, closedSeq, anchor, APPLICATIONS_A_PAGE + 1);
    const isBackwards = anchor?.direction === 'before';
    const hasMore = found.length > APPLICATIONS_A_PAGE;
    // One more than a page was read; the surplus stands on the far side.
    const entries = isBackwards ? found.slice(-APPLICATIONS_A_PAGE) : found.slice(0, APPLICATIONS_A_PAGE);
    const [previous, next] = [entries[0], entries.at(-1)].map((entry) => entry?._id.toHexString());
    return {
      entries,
      ...((isBackwards ? hasMore : anchor !== undefined) && previous !== undefined && { previous }),
      ...((isBackwards || hasMore) && next !== undefined && { next }),
    };
  }

  private async picked({ connectionId, draw }: Closed, { anchor }: PicksAt): Promise<Page> {
    const from = /^\d{1,5}$/.test(anchor) ? Number(anchor) : 0;
    const to = from + APPLICATIONS_A_PAGE;
    const ids = draw.picks.slice(from, to).map(({ discordId }) => discordId);
    const found = await this.applications.ofMembers(connectionId, ids);
    return {
      entries: ids.flatMap((id) => found.find(({ discordId }) => discordId === id) ?? []),
      ...(from > 0 && { previous: String(Math.max(0, from - APPLICATIONS_A_PAGE)) }),
      ...(to < draw.picks.length && { next: String(to) }),
    };
  }

  private async write(
    action: MemberAction,
    { allowlist, draw }: Picking,
    entry: AllowlistEntry,
    verdict: PickVerdict,
  ): Promise<Draw> {
    const { entrant, discordId, wallet } = entry;
    const isDone = (seen: Draw): boolean =>
      standingIn(seen, entrant) === (verdict === 'pick' ? 'picked' : 'free');
    if (isDone(draw)) return draw;
    if (verdict === 'pick') await this.assertEligible(entry, draw, allowlist);
    const picked = { discordId, entrant, ...(wallet !== undefined && { wallet }) };
    const written = await this.database.transaction(async () => {
      const changed =
        verdict === 'pick'
          ? await this.picks.pick(draw._id, picked, placesOf(allowlist))
          : await this.picks.unpick(draw._id, entrant);
      if (changed !== null)
        await this.note(action, `allowlist.${verdict}`, allowlistEntries.name, entry._id.toHexString());
      return changed;
    });
    const now = written ?? (await this.draws.findById(draw._id.toHexString()));
    if (now !== null && isDone(now)) return now;
    const isFull = verdict === 'pick' && now !== null && standingIn(now, entrant) === 'free';
    throw refused((texts) =>
      isFull ? texts.picks.refused.full(placesOf(allowlist)) : texts.picks.refused.changed,
    );
  }

  private async assertEligible(
    { entrant, discordId }: AllowlistEntry,
    draw: Draw,
    allowlist: DiscordAllowlistConnection,
  ): Promise<void> {
    const found = await this.eligibility.of({ rank: 1, entrant, discordId }, draw, allowlist);
    if (found !== 'eligible') throw refused((texts) => texts.picks.refused[found]);
  }

  private async withHistory(picking: Picking, entry: AllowlistEntry): Promise<Application> {
    const { discordId } = entry;
    const { guildId, communityId } = picking.allowlist;
    const [taken, { points, completions }] = await Promise.all([
      this.members.inCommunity({ guildId, communityId }, discordId),
      this.points.balanceIn(communityId, discordId),
    ]);
    return { ...picking, entry, history: { ...taken, points, completions } };
  }

  private async entryOf(
    connectionId: string,
    closedSeq: mongo.Timestamp,
    entryId: string,
  ): Promise<AllowlistEntry> {
    const entry = await this.applications.find(connectionId, closedSeq, entryId);
    if (entry === null) throw refused((texts) => texts.picks.refused.gone);
    return entry;
  }

  private async find(action: MemberAction, connectionId: string): Promise<Closed> {
    const allowlist = await this.moves.find(action, connectionId);
    const { closedSeq, allowlistId, allowlistData } = allowlist;
    if (allowlistData.kind !== 'application') throw refused((texts) => texts.picks.refused.noApplication);
    const draw = await this.draws.find(action.guildId, allowlistId);
    const isFixed = draw !== null && draw.method === 'manual' && draw.state !== 'closing';
    if (!isFixed || closedSeq === undefined) throw refused((texts) => texts.picks.refused.notYet);
    return { connectionId, allowlist, draw, isOpen: isChoosing(draw), closedSeq };
  }

  private note(
    { guildId, discordId }: MemberAction,
    action: string,
    kind: string,
    id: string,
  ): Promise<void> {
    const actor = { kind: 'admin', id: discordId } as const;
    return this.audit.note({ action, actor, guildId, target: { kind, id } });
  }
}

function assertOpen({ isOpen }: Picking): void {
  if (!isOpen) throw refused((texts) => texts.picks.refused.changed);
}

const refused = (words: Fault): PickRefusedError => new PickRefusedError('Not to be picked now', words);
