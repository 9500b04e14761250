import type { Type } from '@nestjs/common';
import { DiscordApi } from '../../../src/infra/discord/index.js';
import { DrawAllowlistsRepository } from '../../../src/modules/allowlists/draws/draw-allowlists.repository.js';
import { DrawListsRepository } from '../../../src/modules/allowlists/draws/draw-lists.repository.js';
import { DrawsRepository } from '../../../src/modules/allowlists/draws/draws.repository.js';
import { AllowlistEntriesRepository } from '../../../src/modules/allowlists/entries/allowlist-entries.repository.js';
import { EntryListsRepository } from '../../../src/modules/allowlists/entries/entry-lists.repository.js';
import { HeldEntriesService } from '../../../src/modules/allowlists/risk/held-entries.service.js';
import type { TestApp } from '../app/index.js';

type Calls = Record<string, (...args: unknown[]) => Promise<unknown>>;

export class Killed extends Error {}

const WATCHED = [
  [
    DrawsRepository,
    'claimDue findById abandon addLeftOut commit post reveal judge settle sending toldRecords toldPage announced wait rest',
  ],
  [DrawListsRepository, 'insert find places'],
  [DrawAllowlistsRepository, 'findByAllowlist freeze drawn end'],
  [AllowlistEntriesRepository, 'removeAllUnpaid find'],
  [EntryListsRepository, 'firstCome'],
  [HeldEntriesService, 'expire'],
  [DiscordApi, 'post member messagesAfter whoAmI'],
] as const;

/**
 * What a process that dies at the n-th outgoing call of a draw leaves behind: nothing of that call, or all of it but
 * the answer. What comes after it is not done.
 */
export class KillPoint {
  private left = Infinity;
  private isAfter = false;

  constructor(app: TestApp) {
    for (const [type, names] of WATCHED) {
      const target = app.get<Calls>(type as unknown as Type<Calls>);
      for (const name of names.split(' ')) {
        const real = target[name]!.bind(target);
        target[name] = (...args) => this.call(() => real(...args));
      }
    }
  }

  /** @returns whether the n-th call was reached */
  async at(n: number, isAfter: boolean, work: () => Promise<void>): Promise<boolean> {
    this.left = n;
    this.isAfter = isAfter;
    try {
      await work();
      return false;
    } catch (error) {
      if (!(error instanceof Killed)) throw error;
      return true;
    } finally {
      this.left = Infinity;
    }
  }

  private async call(real: () => Promise<unknown>): Promise<unknown> {
    this.left -= 1;
    if (this.left < 0 || (this.left === 0 && !this.isAfter)) throw new Killed();
    const result = await real();
    if (this.left <= 0) throw new Killed();
    return result;
  }
}
