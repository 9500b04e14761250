import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { MINUTE_MS } from '../../../kernel/clock.js';
import { nameStem } from './risk.rules.js';

const ALLOWLISTS_KEPT = 500;
const PRESSES_KEPT = 500;
/** Members who joined so close to each other count as one burst. */
const BURST_MS = 10 * MINUTE_MS;
/** Shorter ones are alike by chance. */
const SHORTEST_STEM = 3;

interface Press {
  readonly discordId: string;
  readonly joinedMs: number | null;
  readonly stem: string;
}

export interface Alike {
  /** Others who pressed lately and joined within ten minutes of this member; `null`: unknown when they joined. */
  readonly joinedTogether: number | null;
  /** Others who pressed lately and whose name differs in digits and marks only. */
  readonly similarNames: number;
}

/**
 * The last presses on each allowlist, as this process saw them: in memory, since a signal must cost a press
 * nothing. A guild's presses come to one process; after its start it knows none.
 */
@Injectable()
export class RecentPresses {
  private readonly presses = new LRUCache<string, Press[]>({ max: ALLOWLISTS_KEPT });

  /** Notes a press; says what others it is like. */
  note(
    connectionId: string,
    { discordId, username, joinedAt }: { discordId: string; username: string; joinedAt: Date | null },
  ): Alike {
    const kept = this.presses.get(connectionId) ?? [];
    const before = kept.findIndex((press) => press.discordId === discordId);
    if (before >= 0) kept.splice(before, 1);
    const joinedMs = joinedAt?.getTime() ?? null;
    const stem = nameStem(username);
    let [joinedTogether, similarNames] = [0, 0];
    for (const press of kept) {
      const areKnown = joinedMs !== null && press.joinedMs !== null;
      if (areKnown && Math.abs(press.joinedMs - joinedMs) <= BURST_MS) joinedTogether += 1;
      if (press.stem === stem) similarNames += 1;
    }
    if (kept.length === PRESSES_KEPT) kept.shift();
    kept.push({ discordId, joinedMs, stem });
    this.presses.set(connectionId, kept);
    return {
      joinedTogether: joinedMs === null ? null : joinedTogether,
      similarNames: stem.length < SHORTEST_STEM ? 0 : similarNames,
    };
  }
}
