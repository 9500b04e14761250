import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { type Model, Types } from 'mongoose';
import { EncryptionService } from '../../../infra/crypto/index.js';
import { INTERACTION_MAX_TIME_MS, isDuplicateKey } from '../../../infra/database/index.js';
import { OauthToken, oauthTokens } from '../schemas/oauth-token.schema.js';

/** The tokens of a member, readable. Never logged, never kept longer than a request. */
export interface OauthTokens {
  readonly accessToken: string;
  readonly refreshToken?: string;
  readonly scopes: readonly string[];
  /** When the access token ends. */
  readonly expiresAt: Date;
  /** From when neither can be used. */
  readonly deleteAt: Date;
  /** When they are to be refreshed. */
  readonly refreshDue?: Date;
  /** When Discord is to be told of points and tier. */
  readonly roleDue?: Date;
}

/** What is known of a link without opening a token. */
export type LinkState = Pick<OauthToken, '_id' | 'failure' | 'unlinkedAt' | 'expiresAt'>;

type SecretField = 'accessToken' | 'refreshToken';

/** Tokens that still serve. */
const serves = { failure: { $exists: false }, unlinkedAt: { $exists: false } };

/** `DiscordAccountLink.oauthTokens`: one row per member, its secrets encrypted for that row and field. */
@Injectable()
export class OauthTokensRepository {
  constructor(
    @InjectModel(OauthToken.name) private readonly tokens: Model<OauthToken>,
    private readonly encryption: EncryptionService,
  ) {}

  /**
   * In the place of those that were there, with all that was noted of these; two first ones at once make one
   * row, outside a transaction.
   */
  async save(discordId: string, given: OauthTokens): Promise<void> {
    try {
      await this.replace(discordId, given);
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
      await this.replace(discordId, given);
    }
  }

  /**
   * `null` where there are none. A row that can't be decrypted is an error, never "none".
   *
   * @throws UnknownKeyError
   * @throws TamperedCiphertextError
   */
  async find(discordId: string): Promise<OauthTokens | null> {
    const row = await this.row(discordId);
    return row && this.open(row);
  }

  /** The same of a row that was read before. @throws as `find` does */
  open(row: OauthToken): OauthTokens {
    const { refreshToken, scopes, expiresAt, deleteAt } = row;
    return {
      accessToken: this.opened(row, 'accessToken', row.accessToken),
      ...(refreshToken !== undefined && { refreshToken: this.opened(row, 'refreshToken', refreshToken) }),
      scopes,
      expiresAt,
      deleteAt,
    };
  }

  stateOf(discordId: string): Promise<LinkState | null> {
    return this.tokens
      .findOne({ discordId }, { failure: 1, unlinkedAt: 1, expiresAt: 1 })
      .maxTimeMS(INTERACTION_MAX_TIME_MS)
      .lean<LinkState>()
      .exec();
  }

  /** Whether there were any. */
  async remove(discordId: string): Promise<boolean> {
    const { deletedCount } = await this.tokens.deleteOne({ discordId }).exec();
    return deletedCount > 0;
  }

  /** They serve for nothing more but their own end, which comes at `deleteAt` at the latest. */
  unlink(discordId: string, unlinkedAt: Date, deleteAt: Date): Promise<OauthToken | null> {
    return this.tokens
      .findOneAndUpdate(
        { discordId, unlinkedAt: { $exists: false } },
        { $set: { unlinkedAt, deleteAt }, $unset: { refreshDue: '', roleDue: '' } },
        { returnDocument: 'after' },
      )
      .maxTimeMS(INTERACTION_MAX_TIME_MS)
      .lean<OauthToken>()
      .exec();
  }

  /** Those that the member unlinked at that time: none where they have linked again since. */
  findUnlinked(id: string, unlinkedAt: Date): Promise<OauthToken | null> {
    return this.tokens
      .findOne({ _id: new Types.ObjectId(id), unlinkedAt })
      .lean<OauthToken>()
      .exec();
  }

  async removeUnlinked(id: string, unlinkedAt: Date): Promise<void> {
    await this.tokens.deleteOne({ _id: new Types.ObjectId(id), unlinkedAt }).exec();
  }

  /** Whether this call marked them: they serve no more, and the member has to link again. */
  async markFailed({ _id, accessToken }: OauthToken, failure: string, deleteAt: Date): Promise<boolean> {
    const { modifiedCount } = await this.tokens
      .updateOne(
        { _id, accessToken, ...serves },
        {
          $set: { failure, deleteAt },
          $unset: {
            refreshDue: '',
            refreshingUntil: '',
            unknownRefreshes: '',
            awayRefreshes: '',
            roleDue: '',
          },
        },
      )
      .exec();
    return modifiedCount > 0;
  }

  claimRefresh(now: Date, until: Date, limit: number): Promise<string[]> {
    return this.claim('refreshDue', now, until, limit);
  }

  claimRoles(now: Date, until: Date, limit: number): Promise<string[]> {
    return this.claim('roleDue', now, until, limit);
  }

  postponeRefresh(id: string, from: Date, to: Date): Promise<void> {
    return this.postpone('refreshDue', id, from, to);
  }

  postponeRole(id: string, from: Date, to: Date): Promise<void> {
    return this.postpone('roleDue', id, from, to);
  }

  /**
   * One at a time for each member, in all processes: `null` while another one refreshes. Counts the try
   * before it is made, as one whose outcome is unknown: also one that kills its process.
   */
  beginRefresh(id: string, now: Date, until: Date): Promise<OauthToken | null> {
    const isFree = [{ refreshingUntil: { $exists: false } }, { refreshingUntil: { $lte: now } }];
    return this.tokens
      .findOneAndUpdate(
        { _id: new Types.ObjectId(id), refreshDue: { $gt: new Date(0) }, ...serves, $or: isFree },
        { $set: { refreshingUntil: until }, $inc: { unknownRefreshes: 1 } },
        { returnDocument: 'after' },
      )
      .lean<OauthToken>()
      .exec();
  }

  /** The new tokens, unless the member has linked anew or unlinked meanwhile. */
  async endRefresh(row: OauthToken, given: OauthTokens): Promise<boolean> {
    const { scopes, expiresAt, deleteAt, refreshDue, roleDue } = given;
    const { modifiedCount } = await this.tokens
      .updateOne(
        { _id: row._id, refreshingUntil: row.refreshingUntil ?? null, ...serves },
        {
          $set: {
            ...this.sealed(row._id, given),
            scopes: [...scopes],
            expiresAt,
            deleteAt,
            ...(refreshDue !== undefined && { refreshDue }),
            ...(roleDue !== undefined && { roleDue }),
          },
          $unset: { refreshingUntil: '', unknownRefreshes: '', awayRefreshes: '' },
        },
      )
      .exec();
    return modifiedCount > 0;
  }

  /** @param outcome `away`: nothing happened, so it doesn't count as unknown */
  async retryRefresh(row: OauthToken, outcome: 'unknown' | 'away', refreshDue: Date): Promise<void> {
    const counts = outcome === 'away' ? { unknownRefreshes: -1, awayRefreshes: 1 } : { awayRefreshes: 0 };
    await this.tokens
      .updateOne(
        { _id: row._id, refreshingUntil: row.refreshingUntil ?? null, ...serves },
        { $set: { refreshDue }, $unset: { refreshingUntil: '' }, $inc: counts },
      )
      .exec();
  }

  /** Points or tier have changed: told not sooner than `restMs` after the last time. Nothing where nobody is linked. */
  async wantRole(discordId: string, now: Date, restMs: number): Promise<void> {
    const rested = { $add: [{ $ifNull: ['$rolePushedAt', new Date(0)] }, restMs] };
    await this.tokens.collection.updateOne({ discordId, ...serves }, [
      { $set: { roleDue: { $max: [now, rested] } } },
    ]);
  }

  /** Notes the time first, so that what changes from now on is told of later, and not too soon. */
  beginRole(id: string, rolePushedAt: Date): Promise<OauthToken | null> {
    return this.tokens
      .findOneAndUpdate(
        { _id: new Types.ObjectId(id), roleDue: { $gt: new Date(0) }, ...serves },
        { $set: { rolePushedAt } },
        { returnDocument: 'after' },
      )
      .lean<OauthToken>()
      .exec();
  }

  /** Unless something has changed since it began. */
  async endRole({ _id, roleDue }: OauthToken): Promise<void> {
    await this.tokens.updateOne({ _id, roleDue: roleDue ?? null }, { $unset: { roleDue: '' } }).exec();
  }

  private async claim(
    field: 'refreshDue' | 'roleDue',
    now: Date,
    until: Date,
    limit: number,
  ): Promise<string[]> {
    const due = { [field]: { $gt: new Date(0), $lte: now } };
    const found = await this.tokens
      .find(due, { _id: 1 })
      .sort({ [field]: 1 })
      .limit(limit)
      .lean<OauthToken[]>()
      .exec();
    const ids = found.map(({ _id }) => _id);
    if (ids.length > 0)
      await this.tokens.updateMany({ _id: { $in: ids }, ...due }, { $set: { [field]: until } });
    return ids.map((id) => id.toHexString());
  }

  private async postpone(field: 'refreshDue' | 'roleDue', id: string, from: Date, to: Date): Promise<void> {
    await this.tokens.updateOne({ _id: new Types.ObjectId(id), [field]: from }, { $set: { [field]: to } });
  }

  private async replace(discordId: string, given: OauthTokens): Promise<void> {
    const { scopes, expiresAt, deleteAt, refreshDue, roleDue } = given;
    // The secrets are bound to their row, so its id is known first.
    const _id = (await this.row(discordId))?._id ?? new Types.ObjectId();
    await this.tokens
      .replaceOne(
        { _id, discordId },
        {
          discordId,
          ...this.sealed(_id, given),
          scopes: [...scopes],
          expiresAt,
          deleteAt,
          ...(refreshDue !== undefined && { refreshDue }),
          ...(roleDue !== undefined && { roleDue }),
        },
        { upsert: true },
      )
      .maxTimeMS(INTERACTION_MAX_TIME_MS)
      .exec();
  }

  private row(discordId: string): Promise<OauthToken | null> {
    return this.tokens.findOne({ discordId }).maxTimeMS(INTERACTION_MAX_TIME_MS).lean<OauthToken>().exec();
  }

  private sealed(_id: Types.ObjectId, { accessToken, refreshToken }: OauthTokens) {
    const seal = (field: SecretField, secret: string): string =>
      this.encryption.encrypt('tokens', secret, placeOf(_id, field));
    return {
      accessToken: seal('accessToken', accessToken),
      ...(refreshToken !== undefined && { refreshToken: seal('refreshToken', refreshToken) }),
    };
  }

  private opened({ _id }: OauthToken, field: SecretField, sealed: string): string {
    return this.encryption.decryptText('tokens', sealed, placeOf(_id, field));
  }
}

const placeOf = (id: Types.ObjectId, field: SecretField) => ({
  collection: oauthTokens.name,
  documentId: id.toHexString(),
  field,
});
