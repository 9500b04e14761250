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
    const others = kept.filter((press) => press.discordId !== discordId);
    const joinedMs = joinedAt?.getTime() ?? null;
    const stem = nameStem(username);
    this.presses.set(connectionId, [...others, { discordId, joinedMs, stem }].slice(-PRESSES_KEPT));
    const isNear = (press: Press): boolean =>
      joinedMs !== null && press.joinedMs !== null && Math.abs(press.joinedMs - joinedMs) <= BURST_MS;
    return {
      joinedTogether: joinedMs === null ? null : others.filter(isNear).length,
      similarNames: stem.length < SHORTEST_STEM ? 0 : others.filter((press) => press.stem === stem).length,
    };
  }
}
