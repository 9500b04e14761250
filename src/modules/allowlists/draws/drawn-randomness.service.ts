import { Injectable } from '@nestjs/common';
import { readCommitment, type Revealed, roundFor, roundTimeMs, valueOf } from '../../../draw/index.js';
import { nodeSha256 } from '../../../draw/node-sha256.js';
import { InfrastructureError } from '../../../kernel/errors.js';
import type { DiscordAllowlistConnection } from '../schemas/allowlist-connection.schema.js';
import type { Draw } from '../schemas/draw.schema.js';
import { CommitReveal } from './commit-reveal.service.js';
import { DrandChainPinned } from './drand-chain.js';
import { DrandClient } from './drand.client.js';
import { type ChosenSource, RandomnessSource } from './randomness-source.port.js';

/** The seed that was committed to is not there, can't be read, or is another one: nothing is drawn with another. */
export class SeedLostError extends InfrastructureError {
  readonly code = 'DRAW_SEED_LOST';
  readonly retryable = false;
}

/** drand if it can be reached just now, else a seed of our own: chosen once, when an allowlist is posted. */
@Injectable()
export class DrawnRandomness extends RandomnessSource {
  constructor(
    private readonly drand: DrandClient,
    private readonly seeds: CommitReveal,
    private readonly pinned: DrandChainPinned,
  ) {
    super();
  }

  override async choose(connectionId: string): Promise<ChosenSource> {
    return (await this.drand.isCurrent()) ? { method: 'drand' } : this.seeds.choose(connectionId);
  }

  /** As it stands in the commitment. @throws SeedLostError */
  committed({ winnerData }: DiscordAllowlistConnection): Record<string, string> {
    if (winnerData.drawMethod === 'drand') return { chainHash: this.pinned.chain.hash, source: 'drand' };
    if (winnerData.seedHash === undefined) throw new SeedLostError('There is no hash of a seed');
    return { seedHash: winnerData.seedHash, source: 'commit-reveal' };
  }

  /** When the round of a draw is due; `null` where it waits for none. */
  dueAt({ commitment, post }: Draw): { readonly round: number; readonly at: Date } | null {
    if (commitment === undefined || post === undefined) return null;
    if (readCommitment(commitment, 'commitment').randomness.source !== 'drand') return null;
    const round = roundFor(post.messageId, this.pinned.chain);
    return { round, at: new Date(roundTimeMs(round, this.pinned.chain)) };
  }

  /**
   * What the proof reveals, checked as a verifier would.
   *
   * @throws BeaconLateError
   * @throws SeedLostError
   */
  async reveal(draw: Draw, allowlist: DiscordAllowlistConnection): Promise<Revealed> {
    const commitment = readCommitment(draw.commitment, 'commitment');
    const messageId = draw.post?.messageId ?? '';
    const revealed = await this.revealed(draw, allowlist);
    await this.check({ commitment, messageId, revealed });
    return revealed;
  }

  private async check(drawn: Parameters<typeof valueOf>[0]): Promise<void> {
    try {
      await valueOf(drawn, nodeSha256, this.pinned.chain);
    } catch (error) {
      // A beacon was checked when it came.
      if (drawn.revealed.source !== 'commit-reveal') throw error;
      throw new SeedLostError('The seed is not the one that was committed to', { cause: error });
    }
  }

  private async revealed(draw: Draw, { _id, sealedSeed }: DiscordAllowlistConnection): Promise<Revealed> {
    const due = this.dueAt(draw);
    if (due !== null) return this.drand.round(due.round);
    if (sealedSeed === undefined) throw new SeedLostError('There is no sealed seed');
    try {
      return { seed: this.seeds.reveal(_id.toHexString(), sealedSeed), source: 'commit-reveal' };
    } catch (error) {
      throw new SeedLostError(`The sealed seed can't be read: ${(error as Error).message}`, { cause: error });
    }
  }
}
