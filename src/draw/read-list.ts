import type { Commitment } from './commitment.js';
import { FrozenList } from './frozen-list.js';
import { type Chunks, eachLine, entrantHasher, isOpen } from './list.js';
import { refusal } from './refusal.js';
import type { Surroundings } from './verdict.js';

const LINES_BETWEEN_NEWS = 50_000;

/** A list that is the committed one. */
export interface ReadList {
  readonly tickets: Float64Array;
  readonly size: number;
  readonly openLines: number;
  entrantAt(index: number): string;
  /** Whether an open line other than that at `index` names this member. */
  hasElsewhere(discordId: string, index: number): boolean;
}

/**
 * Check 2 of section 5: each line, the order, `entryCount`, `ticketCount`, root; no member twice.
 *
 * @throws Refusal `LINE_*`, `LIST_TOO_LONG`, `TICKETS_TOO_MANY`, `MEMBER_TWICE`, `ENTRY_COUNT`, `TICKET_COUNT`, `ROOT`
 */
export async function readList(
  chunks: Chunks,
  { entryCount, ticketCount, entriesRoot }: Commitment,
  { sha256, onLines }: Surroundings,
): Promise<ReadList> {
  const list = new FrozenList(sha256);
  const entrantOf = entrantHasher(sha256);
  const members = new OpenMembers();
  await eachLine(chunks, (line, number) => {
    if (number > entryCount) throw refusal('LIST_TOO_LONG', { committed: entryCount });
    list.add(isOpen(line) ? entrantOf(line) : line.entrant, line.tickets);
    if (isOpen(line)) members.add(line.discordId, number - 1);
    if (number % LINES_BETWEEN_NEWS === 0) onLines?.(number);
  });
  const found = list.figures;
  if (found.entryCount !== entryCount)
    throw refusal('ENTRY_COUNT', { committed: entryCount, found: found.entryCount });
  if (found.ticketCount !== ticketCount)
    throw refusal('TICKET_COUNT', { committed: ticketCount, found: found.ticketCount });
  if (found.entriesRoot !== entriesRoot)
    throw refusal('ROOT', { committed: entriesRoot, found: found.entriesRoot });
  members.close();
  return {
    tickets: list.tickets,
    size: list.size,
    openLines: members.size,
    entrantAt: (index) => list.entrantAt(index),
    hasElsewhere: (discordId, index) => members.has(discordId) && !members.isOpenAt(index),
  };
}

/** Ids of open lines in 8 bytes each, sorted at the end: a set of a million texts would need ten times that. */
class OpenMembers {
  private ids = new BigUint64Array(1024);
  private openAt = new Uint8Array(1024);
  private count = 0;

  get size(): number {
    return this.count;
  }

  add(discordId: string, index: number): void {
    if (this.count === this.ids.length) {
      const wider = new BigUint64Array(this.ids.length * 2);
      wider.set(this.ids);
      this.ids = wider;
    }
    this.ids[this.count] = BigInt(discordId);
    this.count += 1;
    while (index >= this.openAt.length) {
      const wider = new Uint8Array(this.openAt.length * 2);
      wider.set(this.openAt);
      this.openAt = wider;
    }
    this.openAt[index] = 1;
  }

  /** @throws Refusal `MEMBER_TWICE` */
  close(): void {
    this.ids = this.ids.subarray(0, this.count).sort();
    for (let at = 1; at < this.count; at += 1)
      if (this.ids[at] === this.ids[at - 1])
        throw refusal('MEMBER_TWICE', { discordId: String(this.ids[at]) });
  }

  has(discordId: string): boolean {
    const id = BigInt(discordId);
    let [from, to] = [0, this.count];
    while (from < to) {
      const middle = (from + to) >>> 1;
      if ((this.ids[middle] ?? id) < id) from = middle + 1;
      else to = middle;
    }
    return this.ids[from] === id;
  }

  isOpenAt(index: number): boolean {
    return this.openAt[index] === 1;
  }
}
