import { Injectable } from '@nestjs/common';
import type { mongo } from 'mongoose';
import {
  entrantHasher,
  type FrozenList,
  isOpen,
  type ListLine,
  maskLine,
  rankingOf,
  readCommitment,
  readLine,
  type Revealed,
  valueOf,
} from '../../../draw/index.js';
import { nodeSha256 } from '../../../draw/node-sha256.js';
import { InfrastructureError } from '../../../kernel/errors.js';
import { EntryListsRepository } from '../entries/entry-lists.repository.js';
import type { DiscordAllowlistConnection } from '../schemas/allowlist-connection.schema.js';
import type { Draw } from '../schemas/draw.schema.js';
import { DrandChainPinned } from './drand-chain.js';
import { DrawListsRepository, type ListPart } from './draw-lists.repository.js';
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

/** A line of the list, by its place there. */
interface Placed {
  readonly index: number;
  readonly entrant: string;
}

const LF = 0x0a;
const entrantOf = entrantHasher(nodeSha256);

/** Who has which rank: by the ranking of the protocol, or by who came first. */
@Injectable()
export class DrawRanks {
  /** Of the draw that was ranked last; it names nobody. */
  private last?: { readonly drawId: string; readonly order: readonly Placed[] };

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
    const { entryCount, allowlistId } = draw;
    const end = Math.min(to, entryCount);
    const places = (await this.order(draw, end)).slice(from - 1, end);
    const lines = await this.linesAt(
      allowlistId,
      places.map(({ index }) => index),
    );
    return places.map(({ index, entrant }, at) => {
      const line = lines.get(index);
      // A line may have been masked since, and says the same then.
      if (line === undefined || maskLine(line, entrantOf).entrant !== entrant) throw damaged(allowlistId);
      const member = isOpen(line) ? { discordId: line.discordId, salt: line.salt } : {};
      return { rank: from + at, entrant, ...member };
    });
  }

  /** At least the first `ranks`. Beyond the last one asked for are those who may move up: they need no other pass. */
  private async order(draw: Draw, ranks: number): Promise<readonly Placed[]> {
    const drawId = draw._id.toHexString();
    if (this.last?.drawId === drawId && this.last.order.length >= ranks) return this.last.order;
    const list = await this.listOf(draw);
    const commitment = readCommitment(draw.commitment, 'commitment');
    const messageId = draw.post?.messageId ?? '';
    const revealed = draw.randomness as unknown as Revealed;
    const value = await valueOf({ commitment, messageId, revealed }, nodeSha256, this.chain.chain);
    const ranking = rankingOf(list.tickets, { commitment, messageId, value }, nodeSha256);
    const order = ranking.take(ranks * 2).map((index) => ({ index, entrant: list.entrantAt(index) }));
    this.last = { drawId, order };
    return order;
  }

  private async listOf({ allowlistId, commitment }: Draw): Promise<FrozenList> {
    const list = await this.freeze.read(allowlistId);
    const { entriesRoot, entryCount, ticketCount } = readCommitment(commitment, 'commitment');
    const { figures } = list;
    const isWhole =
      figures.entriesRoot === entriesRoot &&
      figures.entryCount === entryCount &&
      figures.ticketCount === ticketCount;
    if (!isWhole) throw damaged(allowlistId);
    return list;
  }

  /** Each part that has one of these is read once, and of it no other line. */
  private async linesAt(allowlistId: string, wanted: readonly number[]): Promise<Map<number, ListLine>> {
    const found = new Map<number, ListLine>();
    const indexes = [...wanted].sort((a, b) => a - b);
    const places = await this.lists.places(allowlistId);
    for (const [place, { part, from }] of places.entries()) {
      const end = places[place + 1]?.from ?? Infinity;
      const here = indexes.filter((index) => index >= from && index < end);
      if (here.length === 0) continue;
      const stored = await this.lists.find(allowlistId, part);
      if (stored !== null) for (const [index, line] of linesOf(stored, here)) found.set(index, line);
    }
    return found;
  }
}

/** @param wanted ascending */
function* linesOf({ bytes, from }: ListPart, wanted: readonly number[]): Generator<[number, ListLine]> {
  let [index, start] = [from, 0];
  for (const one of wanted) {
    for (; index < one; index += 1) start = bytes.indexOf(LF, start) + 1;
    const line = readLine(bytes.toString('latin1', start, bytes.indexOf(LF, start)));
    if (line !== undefined) yield [one, line];
  }
}

const damaged = (allowlistId: string): ListDamagedError =>
  new ListDamagedError(`The list of ${allowlistId} is not the committed one`);
