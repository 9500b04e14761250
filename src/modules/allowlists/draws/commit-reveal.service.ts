import { createHash, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { EncryptionService } from '../../../infra/crypto/index.js';
import { allowlistConnections } from '../schemas/allowlist-connection.schema.js';
import { type ChosenSource, RandomnessSource } from './randomness-source.port.js';

const SEED_BYTES = 32;

/**
 * A seed that nobody has seen, with its hash told to everybody at once (draw protocol, section 3). The seed is
 * sealed for the one row that it belongs to: read anywhere else it is refused.
 */
@Injectable()
export class CommitReveal extends RandomnessSource {
  constructor(private readonly encryption: EncryptionService) {
    super();
  }

  override choose(connectionId: string): Promise<ChosenSource> {
    const seed = randomBytes(SEED_BYTES);
    const seedHash = createHash('sha256').update(seed).digest('hex');
    const sealedSeed = this.encryption.encrypt('seeds', seed.toString('hex'), placeOf(connectionId));
    return Promise.resolve({ method: 'commit-reveal', seedHash, sealedSeed });
  }

  /** For the draw alone: 64 hex digits. */
  reveal(connectionId: string, sealedSeed: string): string {
    return this.encryption.decryptText('seeds', sealedSeed, placeOf(connectionId));
  }
}

const placeOf = (documentId: string) => ({
  collection: allowlistConnections.name,
  documentId,
  field: 'sealedSeed',
});
