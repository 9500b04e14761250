import { Injectable } from '@nestjs/common';
import type { PageAnchor } from '../../../infra/database/index.js';
import type { MemberAction } from '../../../infra/discord/index.js';
import { Clock } from '../../../kernel/clock.js';
import { ServersService } from '../../servers/index.js';
import { AllowlistsRepository } from '../allowlists.repository.js';
import { type DrawnPlaces, DrawnPlacesRepository } from '../draws/drawn-places.repository.js';
import type { DiscordAllowlistConnection } from '../schemas/allowlist-connection.schema.js';
import type { AllowlistEntry } from '../schemas/allowlist-entry.schema.js';
import { AllowlistEntriesRepository } from './allowlist-entries.repository.js';
import {
  countedTickets,
  oddsIn,
  type OwnResult,
  type OwnState,
  ownStateOf,
  resultOf,
} from './own-entry.rules.js';

export const ALLOWLIST_LISTS = ['open', 'mine'] as const;
export type AllowlistListKind = (typeof ALLOWLIST_LISTS)[number];

export interface AllowlistListItem {
  /** Where a page that begins or ends here is anchored. */
  readonly anchor: string;
  readonly allowlist: DiscordAllowlistConnection;
  readonly state: OwnState;
  /** The member's own, or those of who enters with one ticket; `null` where nothing is drawn by lot. */
  readonly odds: number | null;
  /** Once the winners stand. */
  readonly result?: OwnResult;
}

export interface AllowlistListPage {
  readonly kind: AllowlistListKind;
  readonly items: readonly AllowlistListItem[];
  readonly hasPrevious: boolean;
  readonly hasNext: boolean;
}

export const PAGE_SIZE = 5;

/** `/allowlists`: keyset pages, so that a page stays right while allowlists come and go. */
@Injectable()
export class AllowlistListService {
  constructor(
    private readonly allowlists: AllowlistsRepository,
    private readonly entries: AllowlistEntriesRepository,
    private readonly places: DrawnPlacesRepository,
    private readonly servers: ServersService,
    private readonly clock: Clock,
  ) {}

  /** @throws NotLinkedError */
  async page(action: MemberAction, kind: AllowlistListKind, anchor?: PageAnchor): Promise<AllowlistListPage> {
    await this.servers.requireLinked(action.guildId);
    const found = await (kind === 'open' ? this.open(action, anchor) : this.mine(action, anchor));
    const isBackwards = anchor?.direction === 'before';
    const hasMore = found.length > PAGE_SIZE;
    return {
      kind,
      // One more than a page was read; the surplus stands on the far side.
      items: isBackwards ? found.slice(-PAGE_SIZE) : found.slice(0, PAGE_SIZE),
      hasPrevious: isBackwards ? hasMore : anchor !== undefined,
      hasNext: isBackwards || hasMore,
    };
  }

  private async open(
    { guildId, discordId }: MemberAction,
    anchor?: PageAnchor,
  ): Promise<AllowlistListItem[]> {
    const found = await this.allowlists.pageOfOpen(guildId, this.clock.now(), anchor, PAGE_SIZE + 1);
    const ids = found.map(({ _id }) => _id.toHexString());
    const mine = new Map(
      (await this.entries.ofMember(discordId, ids)).map((entry) => [entry.connectionId, entry]),
    );
    return found.map((allowlist) => {
      const id = allowlist._id.toHexString();
      return itemOf(id, allowlist, mine.get(id));
    });
  }

  private async mine(
    { guildId, discordId }: MemberAction,
    anchor?: PageAnchor,
  ): Promise<AllowlistListItem[]> {
    const entries = await this.entries.pageOfMember(guildId, discordId, anchor, PAGE_SIZE + 1);
    const ids = entries.map(({ connectionId }) => connectionId);
    const found = new Map(
      (await this.allowlists.findMany(guildId, ids)).map((allowlist) => [
        allowlist._id.toHexString(),
        allowlist,
      ]),
    );
    const drawn = await this.drawn(guildId, [...found.values()], entries);
    return entries.flatMap((entry) => {
      const allowlist = found.get(entry.connectionId);
      if (allowlist === undefined) return [];
      const item = itemOf(entry._id.toHexString(), allowlist, entry);
      const draw = item.state === 'drawn' ? drawn.get(allowlist.allowlistId) : undefined;
      return [draw === undefined ? item : { ...item, result: resultOf(draw, entry) }];
    });
  }

  private async drawn(
    guildId: string,
    allowlists: readonly DiscordAllowlistConnection[],
    entries: readonly AllowlistEntry[],
  ): Promise<Map<string, DrawnPlaces>> {
    const over = allowlists.filter(({ allowlistData }) => allowlistData.status === 'drawn');
    if (over.length === 0) return new Map();
    const ids = over.map(({ allowlistId }) => allowlistId);
    const entrants = entries.map(({ entrant }) => entrant);
    const draws = await this.places.find(guildId, ids, entrants);
    return new Map(draws.map((draw) => [draw.allowlistId, draw]));
  }
}

function itemOf(
  anchor: string,
  allowlist: DiscordAllowlistConnection,
  entry: AllowlistEntry | undefined,
): AllowlistListItem {
  const state = ownStateOf(allowlist, entry);
  const isIn = state === 'valid' || state === 'listed' || state === 'drawn';
  const tickets = entry === undefined ? 1 : countedTickets(allowlist, entry);
  return { anchor, allowlist, state, odds: oddsIn(allowlist, tickets, isIn) };
}
