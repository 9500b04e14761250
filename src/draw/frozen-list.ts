import { bytesOfHex, hexOf, type Sha256 } from './bytes.js';
import { GrowingBytes, GrowingNumbers } from './growing.js';
import { leafHasher } from './list.js';
import { auditPath, rootOf, TreeHash } from './merkle.js';
import { refusal } from './refusal.js';

/** Leaves under one root that is kept, so that a path needs only the lines of one block. A power of two. */
export const BLOCK_LEAVES = 1024;

/** What the commitment says of a list. */
export interface ListFigures {
  readonly entriesRoot: string;
  readonly entryCount: number;
  readonly ticketCount: number;
}

/**
 * A list as it is built or read, in order: figures for the commitment, tickets for the draw, entrants for the
 * winners. 40 bytes an entry, and 32 a block.
 */
export class FrozenList {
  private readonly blocks: Uint8Array[] = [];
  private readonly leafOf: (entrant: string, tickets: number) => Uint8Array;
  private readonly allTickets = new GrowingNumbers();
  private readonly entrants = new GrowingBytes();
  private block: TreeHash;
  private last = '';
  private sum = 0;

  constructor(private readonly sha256: Sha256) {
    this.leafOf = leafHasher(sha256);
    this.block = new TreeHash(sha256);
  }

  /**
   * @throws Refusal `LINE_ORDER`: not behind the one before; `TICKETS_TOO_MANY`. What was added before stays,
   *   lines count from 1
   */
  add(entrant: string, tickets: number): void {
    const line = this.allTickets.length + 1;
    if (entrant <= this.last) throw refusal('LINE_ORDER', { line });
    if (tickets > Number.MAX_SAFE_INTEGER - this.sum) throw refusal('TICKETS_TOO_MANY', { line });
    this.last = entrant;
    this.sum += tickets;
    this.allTickets.push(tickets);
    this.entrants.push(bytesOfHex(entrant));
    this.block.add(this.leafOf(entrant, tickets));
    if (this.block.size < BLOCK_LEAVES) return;
    this.blocks.push(this.block.root());
    this.block = new TreeHash(this.sha256);
  }

  /** In the order of the list, for `Ranking`. */
  get tickets(): Float64Array {
    return this.allTickets.values;
  }

  get size(): number {
    return this.allTickets.length;
  }

  /** @param index from 0, below `size` */
  entrantAt(index: number): string {
    return hexOf(this.entrants.slice(index * 32, index * 32 + 32));
  }

  /** Roots of blocks of `BLOCK_LEAVES` lines; the last block may be smaller. */
  get blockRoots(): readonly Uint8Array[] {
    return this.block.size === 0 ? this.blocks : [...this.blocks, this.block.root()];
  }

  get figures(): ListFigures {
    return {
      entriesRoot: hexOf(rootOf(this.blockRoots, this.sha256)),
      entryCount: this.size,
      ticketCount: this.sum,
    };
  }
}

/**
 * The path of one line for its `entry.json`, from the leaves of its block alone.
 *
 * @param leaves all of the block ⌊index / BLOCK_LEAVES⌋, in order
 */
export function pathInList(
  index: number,
  { blockRoots, leaves }: { blockRoots: readonly Uint8Array[]; leaves: readonly Uint8Array[] },
  sha256: Sha256,
): string[] {
  const inBlock = auditPath(leaves, index % BLOCK_LEAVES, sha256);
  const above = auditPath(blockRoots, Math.floor(index / BLOCK_LEAVES), sha256);
  return [...inBlock, ...above].map(hexOf);
}
