import { Injectable, Logger } from '@nestjs/common';
import { DiscordApi, DiscordRefusedError, notice } from '../../infra/discord/index.js';
import { DueEffect } from '../../infra/jobs/index.js';
import { textsOf } from '../../locales/index.js';
import { ErasureSteps } from './erasure-steps.js';
import type { Erasure } from './erasure.schema.js';
import { ErasuresRepository } from './erasures.repository.js';

export const ERASE_MEMBER = 'erase-member';

/**
 * Erases a member, step by step. A step that is not marked as done runs again, from its start; the row stays
 * due until the last one, which takes it away.
 */
@Injectable()
export class EraseMemberEffect extends DueEffect {
  readonly name = ERASE_MEMBER;
  private readonly logger = new Logger(EraseMemberEffect.name);

  constructor(
    private readonly erasures: ErasuresRepository,
    private readonly steps: ErasureSteps,
    private readonly discord: DiscordApi,
  ) {
    super();
  }

  override claim(now: Date, until: Date, limit: number): Promise<string[]> {
    return this.erasures.claimDue(now, until, limit);
  }

  override postpone(id: string, claimedUntil: Date, until: Date): Promise<void> {
    return this.erasures.postpone(id, claimedUntil, until);
  }

  override async run(id: string): Promise<void> {
    const erasure = await this.erasures.find(id);
    if (erasure === null) return;
    const { discordId, pseudonym, done } = erasure;
    if (pseudonym !== undefined) {
      const isDone = new Set(done);
      for (const { name, run } of this.steps.of({ discordId, pseudonym })) {
        if (isDone.has(name)) continue;
        await run();
        await this.erasures.markDone(id, name);
      }
      await this.erasures.forgetPseudonym(id);
    }
    await this.tell(erasure);
    await this.erasures.remove(id);
    this.logger.log({ msg: 'A member was erased', requestedAt: erasure.requestedAt });
  }

  /** The last word to them; who takes no direct messages was told how long it takes. */
  private async tell({ _id, discordId, locale }: Erasure): Promise<void> {
    try {
      await this.discord.directMessage(discordId, notice(textsOf(locale).privacy.erased), _id.toHexString());
    } catch (error) {
      if (!(error instanceof DiscordRefusedError)) throw error;
      this.logger.log({ msg: 'The member takes no direct messages', discordCode: error.discordCode });
    }
  }
}
