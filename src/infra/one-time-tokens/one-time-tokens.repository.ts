import { createHash, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import { Clock } from '../../kernel/clock.js';
import { INTERACTION_MAX_TIME_MS } from '../database/index.js';
import { OneTimeToken, type TokenKind } from './one-time-token.schema.js';

/** 256 bits: nobody guesses one, so its hash needs no salt. */
const TOKEN_BYTES = 32;

export interface NewToken {
  readonly kind: TokenKind;
  readonly discordId?: string;
  readonly guildId?: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly lifetimeMs: number;
}

/** `used` and `expired` are told apart from `unknown`: a replay is worth a note. */
export type TokenUse =
  | { readonly outcome: 'good'; readonly token: OneTimeToken }
  | { readonly outcome: 'used' | 'expired' | 'unknown' };

/** Secrets that work once. Only their hashes are stored: whoever reads the database can use none. */
@Injectable()
export class OneTimeTokensRepository {
  constructor(
    @InjectModel(OneTimeToken.name) private readonly tokens: Model<OneTimeToken>,
    private readonly clock: Clock,
  ) {}

  /** Returns the secret, 43 characters that may stand in a URL; it can't be read again. */
  async issue({ lifetimeMs, data, ...given }: NewToken): Promise<string> {
    const token = randomBytes(TOKEN_BYTES).toString('base64url');
    const expiresAt = new Date(this.clock.now().getTime() + lifetimeMs);
    await this.tokens.insertMany([{ ...given, data: { ...data }, hash: hashOf(token), expiresAt }]);
    return token;
  }

  /** One write decides: of many uses at once one is good. */
  async use(kind: TokenKind, token: string): Promise<TokenUse> {
    const now = this.clock.now();
    const filter = { hash: hashOf(token), kind };
    const taken = await this.tokens
      .findOneAndUpdate(
        { ...filter, usedAt: { $exists: false }, expiresAt: { $gt: now } },
        { $set: { usedAt: now } },
        { returnDocument: 'after' },
      )
      .maxTimeMS(INTERACTION_MAX_TIME_MS)
      .lean<OneTimeToken>()
      .exec();
    if (taken !== null) return { outcome: 'good', token: taken };
    const found = await this.look(kind, token);
    // Between the two it was given back by nobody: what is good now was not a moment ago.
    return found.outcome === 'good' ? { outcome: 'used' } : found;
  }

  /** Whether it works, without using it: for what is checked, or shown, before its use. */
  async look(kind: TokenKind, token: string): Promise<TokenUse> {
    const found = await this.tokens
      .findOne({ hash: hashOf(token), kind })
      .maxTimeMS(INTERACTION_MAX_TIME_MS)
      .lean<OneTimeToken>()
      .exec();
    if (found === null) return { outcome: 'unknown' };
    if (found.usedAt !== undefined) return { outcome: 'used' };
    return found.expiresAt > this.clock.now() ? { outcome: 'good', token: found } : { outcome: 'expired' };
  }
}

const hashOf = (token: string): string => createHash('sha256').update(token).digest('hex');
