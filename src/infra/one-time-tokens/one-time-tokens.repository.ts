import { createHash, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { type Model, Types } from 'mongoose';
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
  /** Another secret, without which it can't be used: the cookie of a browser. */
  readonly boundTo?: string;
}

/**
 * `used` and `expired` are told apart from `unknown`: a replay is worth a note. `foreign`: it still works, but
 * not without the secret that it is bound to.
 */
export type TokenUse =
  | { readonly outcome: 'good'; readonly token: OneTimeToken }
  | { readonly outcome: 'used' | 'expired' | 'foreign'; readonly token: OneTimeToken }
  | { readonly outcome: 'unknown' };

/** Secrets that work once. Only their hashes are stored: whoever reads the database can use none. */
@Injectable()
export class OneTimeTokensRepository {
  constructor(
    @InjectModel(OneTimeToken.name) private readonly tokens: Model<OneTimeToken>,
    private readonly clock: Clock,
  ) {}

  /** Returns the secret, 43 characters that may stand in a URL; it can't be read again. */
  async issue({ lifetimeMs, data, boundTo, ...given }: NewToken): Promise<string> {
    const token = randomBytes(TOKEN_BYTES).toString('base64url');
    const expiresAt = new Date(this.clock.now().getTime() + lifetimeMs);
    const bound = boundTo !== undefined && { boundTo: hashOf(boundTo) };
    await this.tokens.insertMany([{ ...given, ...bound, data: { ...data }, hash: hashOf(token), expiresAt }]);
    return token;
  }

  /** One write decides: of many uses at once one is good. Without its secret a bound one is not used up. */
  async use(kind: TokenKind, token: string, boundTo?: string): Promise<TokenUse> {
    const now = this.clock.now();
    const secret = boundTo === undefined ? { boundTo: { $exists: false } } : { boundTo: hashOf(boundTo) };
    const taken = await this.tokens
      .findOneAndUpdate(
        { hash: hashOf(token), kind, ...secret, ...works(now) },
        { $set: { usedAt: now } },
        { returnDocument: 'after' },
      )
      .maxTimeMS(INTERACTION_MAX_TIME_MS)
      .lean<OneTimeToken>()
      .exec();
    return taken === null ? this.whyNot(kind, token, now) : { outcome: 'good', token: taken };
  }

  /** Whether it works, without using it: for what is checked, or shown, before its use. */
  async look(kind: TokenKind, token: string): Promise<TokenUse> {
    const now = this.clock.now();
    const found = await this.tokens
      .findOne({ hash: hashOf(token), kind, ...works(now) })
      .maxTimeMS(INTERACTION_MAX_TIME_MS)
      .lean<OneTimeToken>()
      .exec();
    return found === null ? this.whyNot(kind, token, now) : { outcome: 'good', token: found };
  }

  /** `look`, at most `most` times. */
  async open(kind: TokenKind, token: string, most: number): Promise<TokenUse | { outcome: 'too-often' }> {
    const now = this.clock.now();
    const seen = await this.tokens
      .findOneAndUpdate(
        { hash: hashOf(token), kind, ...works(now) },
        { $inc: { looks: 1 } },
        { returnDocument: 'after' },
      )
      .maxTimeMS(INTERACTION_MAX_TIME_MS)
      .lean<OneTimeToken>()
      .exec();
    if (seen === null) return this.whyNot(kind, token, now);
    return (seen.looks ?? 0) > most ? { outcome: 'too-often' } : { outcome: 'good', token: seen };
  }

  findById(id: string): Promise<OneTimeToken | null> {
    return this.tokens.findById(id).maxTimeMS(INTERACTION_MAX_TIME_MS).lean<OneTimeToken>().exec();
  }

  /** One that led to its end; joins the transaction around it. */
  async useById(id: string): Promise<void> {
    await this.tokens.updateOne({ _id: new Types.ObjectId(id) }, { $set: { usedAt: this.clock.now() } });
  }

  /** Whether it is the first misuse of this kind: a replay a thousand times over is told of once. */
  async noteMisuse({ _id }: Pick<OneTimeToken, '_id'>, misuse: string): Promise<boolean> {
    const { modifiedCount } = await this.tokens
      .updateOne({ _id, misuses: { $ne: misuse } }, { $push: { misuses: { $each: [misuse], $slice: 5 } } })
      .maxTimeMS(INTERACTION_MAX_TIME_MS)
      .exec();
    return modifiedCount > 0;
  }

  private async whyNot(kind: TokenKind, token: string, now: Date): Promise<TokenUse> {
    const found = await this.tokens
      .findOne({ hash: hashOf(token), kind })
      .maxTimeMS(INTERACTION_MAX_TIME_MS)
      .lean<OneTimeToken>()
      .exec();
    if (found === null) return { outcome: 'unknown' };
    if (found.usedAt !== undefined) return { outcome: 'used', token: found };
    return { outcome: found.expiresAt <= now ? 'expired' : 'foreign', token: found };
  }
}

const works = (now: Date) => ({ usedAt: { $exists: false }, expiresAt: { $gt: now } });

const hashOf = (token: string): string => createHash('sha256').update(token).digest('hex');
