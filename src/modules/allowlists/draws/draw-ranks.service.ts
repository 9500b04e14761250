import { Injectable } from '@nestjs/common';
import type { mongo } from 'mongoose';
import {
  eachLine,
  type FrozenList,
  isOpen,
  type ListLine,
  rankingOf,
  readCommitment,
  type Revealed,
  valueOf,
} from '../../../draw/index.js';
import { nodeSha256 } from '../../../draw/node-sha256.js';
import { InfrastructureError } from '../../../kernel/errors.js';
import { EntryListsRepository } from '../entries/entry-lists.repository.js';
import type { DiscordAllowlistConnection } from '../schemas/allowlist-connection.schema.js';
import type { Draw } from '../schemas/draw.schema.js';
import { DrandChainPinned } from './drand-chain.js';
import { DrawListsRepository } from './draw-lists.repository.js';
import { ListFreeze } from './list-freeze.service.js';

/** Whose turn it is at a rank. Without `discordId` the member was erased since. */
export interface Ranked {
  readonly rank: number;
  readonly entrant: string;
  readonly discordId?: string;
  readonly salt?: string;
  /** Of first come, first served. */
  readonly seq?: mongo.Timestamp;
}

/** The stored list gives other figures than its commitment: nothing is drawn from it. */
export class ListDamagedError extends InfrastructureError {
  readonly code = 'DRAW_LIST_DAMAGED';
  readonly retryable = false;
}

/** Who has which rank: by the ranking of the protocol, or by who came first. */
@Injectable()
export class DrawRanks {
  constructor(
    private readonly freeze: ListFreeze,
    private readonly lists: DrawListsRepository,
    private readonly entries: EntryListsRepository,
    private readonly chain: DrandChainPinned,
  ) {}

  /**
   * The ranks `from` to `to`, fewer where the list ends before. Again the same, however often.
   *
   * @throws ListDamagedError
   */
  async between(
    draw: Draw,
    allowlist: DiscordAllowlistConnection,
    from: number,
    to: number,
  ): Promise<Ranked[]> {
    if (to < from) return [];
    if (draw.commitment !== undefined) return this.byLot(draw, from, to);
    const { _id, closedSeq } = allowlist;
    if (closedSeq === undefined) return [];
    const { reached } = draw;
    const rows = await this.entries.firstCome(_id.toHexString(), closedSeq, reached, to - from + 1);
    return rows.map(({ discordId, salt, entrant, seq }, index) => ({
      rank: from + index,
      discordId,
      salt,
      entrant,
      seq,
    }));
  }

  private async byLot(draw: Draw, from: number, to: number): Promise<Ranked[]> {
    const list = await this.listOf(draw);
    const commitment = readCommitment(draw.commitment, 'commitment');
    const messageId = draw.post?.messageId ?? '';
    const revealed = draw.randomness as unknown as Revealed;
    const value = await valueOf({ commitment, messageId, revealed }, nodeSha256, this.chain.chain);
    const ranking = rankingOf(list.tickets, { commitment, messageId, value }, nodeSha256).take(to);
    const places = ranking.slice(from - 1).map((index, at) => ({ index, rank: from + at }));
    const lines = await this.linesAt(draw.allowlistId, new Set(places.map(({ index }) => index)));
    return places.map(({ index, rank }) => {
      const line = lines.get(index);
      const member = line !== undefined && isOpen(line) ? { discordId: line.discordId, salt: line.salt } : {};
      return { rank, entrant: list.entrantAt(index), ...member };
    });
  }

  private async listOf({ allowlistId, commitment }: Draw): Promise<FrozenList> {
    const list = await this.freeze.read(allowlistId);
    const { entriesRoot, entryCount, ticketCount } = readCommitment(commitment, 'commitment');
    const { figures } = list;
    const isWhole =
      figures.entriesRoot === entriesRoot &&
      figures.entryCount === entryCount &&
      figures.ticketCount === ticketCount;
    if (!isWhole) throw new ListDamagedError(`The list of ${allowlistId} is not the committed one`);
    return list;
  }

  /** Each part that has one of these is read once. */
  private async linesAt(allowlistId: string, wanted: ReadonlySet<number>): Promise<Map<number, ListLine>> {
    const found = new Map<number, ListLine>();
    const indexes = [...wanted].sort((a, b) => a - b);
    const places = await this.lists.places(allowlistId);
    for (const [place, { part, from }] of places.entries()) {
      const end = places[place + 1]?.from ?? Infinity;
      if (!indexes.some((index) => index >= from && index < end)) continue;
      const stored = await this.lists.find(allowlistId, part);
      if (stored === null) continue;
      await eachLine([stored.bytes], (line, number) => {
        const index = from + number - 1;
        if (wanted.has(index)) found.set(index, line);
      });
    }
    return found;
  }
}
