import { Injectable } from '@nestjs/common';
import type { MemberAction } from '../../../infra/discord/index.js';
import { type RequirementState, RequirementsService } from '../../requirements/index.js';
import { AllowlistClosedError, NotEnteredError } from '../allowlists.errors.js';
import { AllowlistsRepository } from '../allowlists.repository.js';
import { DrawnPlacesRepository } from '../draws/drawn-places.repository.js';
import type { DiscordAllowlistConnection } from '../schemas/allowlist-connection.schema.js';
import type { AllowlistEntry } from '../schemas/allowlist-entry.schema.js';
import { AllowlistEntriesRepository } from './allowlist-entries.repository.js';
import { type BonusStanding, ticketsOf } from './bonus.rules.js';
import { BonusesService } from './bonuses.service.js';
import { EnteringService } from './entering.service.js';
import { EntriesService } from './entries.service.js';
import { isCounted } from './entry.rules.js';
import { type EntryFile, EntryProofs } from './entry-proof.port.js';
import {
  countedTickets,
  oddsIn,
  type OwnResult,
  type OwnState,
  ownStateOf,
  resultOf,
} from './own-entry.rules.js';

export interface OwnEntry {
  readonly allowlist: DiscordAllowlistConnection;
  readonly entry: AllowlistEntry | null;
  readonly state: OwnState;
  readonly tickets: number;
  /** From 0 to 1, an estimate; `null` where nothing is drawn by lot. */
  readonly odds: number | null;
  /** Tickets can be refreshed, and the entry be left, without being on the list. */
  readonly isOpen: boolean;
  readonly hasFile: boolean;
  /** Once the winners stand. */
  readonly result?: OwnResult;
  /** What was just done. */
  readonly done?: 'refreshed' | 'left' | 'left-late';
}

export interface AllowlistStanding extends OwnEntry {
  readonly requirements: readonly RequirementState[];
  readonly bonuses: readonly BonusStanding[];
}

/** Somebody else's press changed the entry meanwhile, again and again. */
const TRIES = 3;

/** A member and their own entry: how it stands, and what can be done with it until the list closes. */
@Injectable()
export class OwnEntriesService {
  constructor(
    private readonly entering: EnteringService,
    private readonly entries: EntriesService,
    private readonly rows: AllowlistEntriesRepository,
    private readonly allowlists: AllowlistsRepository,
    private readonly bonuses: BonusesService,
    private readonly requirements: RequirementsService,
    private readonly proofs: EntryProofs,
    private readonly places: DrawnPlacesRepository,
  ) {}

  /** @throws AllowlistNotFoundError */
  async own(action: MemberAction, connectionId: string): Promise<OwnEntry> {
    const allowlist = await this.entering.find(action, connectionId);
    return this.standing(allowlist, await this.rows.find(connectionId, action.discordId));
  }

  /** The allowlist and how the member stands to what it asks for. @throws AllowlistNotFoundError */
  async details(action: MemberAction, connectionId: string): Promise<AllowlistStanding> {
    const allowlist = await this.entering.find(action, connectionId);
    const { allowlistData, communityId } = allowlist;
    const entry = await this.rows.find(connectionId, action.discordId);
    const paid = entry?.leftAt === undefined ? entry?.price : undefined;
    const [requirements, bonuses] = await Promise.all([
      this.requirements.evaluate(action, allowlistData.requirements, communityId, paid),
      this.bonuses.standings(action, allowlist),
    ]);
    const would = ticketsOf(bonuses, allowlistData.bonusMode).tickets;
    return { ...(await this.standing(allowlist, entry, would)), requirements, bonuses };
  }

  /**
   * Counts the bonus tickets anew. A refresh that meets the closing either is in the list or is told
   * "closed": MongoDB stamps it, and the list takes the tickets of before where the stamp is a later one.
   *
   * @throws AllowlistNotFoundError
   * @throws NotEnteredError
   * @throws AllowlistClosedError
   */
  async refresh(action: MemberAction, connectionId: string): Promise<OwnEntry> {
    const allowlist = await this.entering.find(action, connectionId);
    const renewed = await this.renew(action, allowlist, TRIES);
    return { ...(await this.standing(allowlist, renewed)), done: 'refreshed' };
  }

  /** What was paid stays paid. @throws AllowlistNotFoundError @throws NotEnteredError */
  async leave(action: MemberAction, connectionId: string): Promise<OwnEntry> {
    const { isStillListed } = await this.entries.leave(action, connectionId);
    const own = await this.own(action, connectionId);
    return { ...own, done: isStillListed ? 'left-late' : 'left' };
  }

  /** @throws AllowlistNotFoundError @throws NotEnteredError the entry is on no frozen list */
  async file(action: MemberAction, connectionId: string): Promise<EntryFile> {
    const allowlist = await this.entering.find(action, connectionId);
    const entry = await this.rows.find(connectionId, action.discordId);
    const file = entry && (await this.proofs.fileOf(allowlist, entry));
    if (file === null) throw new NotEnteredError();
    return file;
  }

  private async renew(
    action: MemberAction,
    allowlist: DiscordAllowlistConnection,
    triesLeft: number,
  ): Promise<AllowlistEntry> {
    const connectionId = allowlist._id.toHexString();
    // In this order: what was read before an unstamped parent is of before any stamp.
    const mine = await this.rows.find(connectionId, action.discordId);
    const parent = await this.allowlists.closingOf(connectionId);
    if (parent?.closedSeq !== undefined || (parent?.status !== 'active' && parent?.status !== 'paused'))
      throw closedToRefresh();
    if (mine === null || mine.leftAt !== undefined) throw new NotEnteredError();
    const renewed = await this.rows.renew(mine, await this.bonuses.ticketsFor(action, allowlist));
    if (renewed === null) {
      if (triesLeft === 1) throw new NotEnteredError();
      return this.renew(action, allowlist, triesLeft - 1);
    }
    const after = await this.allowlists.closingOf(connectionId);
    if (await isCounted(after, () => Promise.resolve(renewed.renewal?.seq))) return renewed;
    await this.rows.undoRenewal(renewed, mine);
    throw closedToRefresh();
  }

  private async standing(
    allowlist: DiscordAllowlistConnection,
    entry: AllowlistEntry | null,
    would = 1,
  ): Promise<OwnEntry> {
    const state = ownStateOf(allowlist, entry);
    const tickets = entry === null ? would : countedTickets(allowlist, entry);
    const isIn = ['valid', 'listed', 'drawn'].includes(state);
    const isFixed = state === 'listed' || state === 'drawn';
    const file = entry !== null && isFixed ? await this.proofs.fileOf(allowlist, entry) : null;
    const result = entry !== null && state === 'drawn' ? await this.resultOf(allowlist, entry) : undefined;
    const { status } = allowlist.allowlistData;
    return {
      allowlist,
      entry,
      state,
      ...(result && { result }),
      tickets,
      odds: oddsIn(allowlist, tickets, isIn),
      isOpen: allowlist.closedSeq === undefined && (status === 'active' || status === 'paused'),
      hasFile: file !== null,
    };
  }

  private async resultOf(
    { guildId, allowlistId }: DiscordAllowlistConnection,
    entry: AllowlistEntry,
  ): Promise<OwnResult | undefined> {
    const [draw] = await this.places.find(guildId, [allowlistId], [entry.entrant]);
    return draw && resultOf(draw, entry);
  }
}

const closedToRefresh = (): AllowlistClosedError =>
  new AllowlistClosedError((texts) => texts.entering.faults.ticketsFixed);
