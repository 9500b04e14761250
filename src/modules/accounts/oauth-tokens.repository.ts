import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { type Model, Types } from 'mongoose';
import { EncryptionService } from '../../infra/crypto/index.js';
import { INTERACTION_MAX_TIME_MS, isDuplicateKey } from '../../infra/database/index.js';
import { OauthToken, oauthTokens } from './schemas/oauth-token.schema.js';

/** The tokens of a member, readable. Never logged, never kept longer than a request. */
export interface OauthTokens {
  readonly accessToken: string;
  readonly refreshToken?: string;
  readonly scopes: readonly string[];
  /** When the access token ends. */
  readonly expiresAt: Date;
  /** From when neither can be used. */
  readonly deleteAt: Date;
}

type SecretField = 'accessToken' | 'refreshToken';

/** `DiscordAccountLink.oauthTokens`: one row per member, its secrets encrypted for that row and field. */
@Injectable()
export class OauthTokensRepository {
  constructor(
    @InjectModel(OauthToken.name) private readonly tokens: Model<OauthToken>,
    private readonly encryption: EncryptionService,
  ) {}

  /** In the place of those that were there; two first ones at once make one row. */
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
    if (row === null) return null;
    const { refreshToken, scopes, expiresAt, deleteAt } = row;
    return {
      accessToken: this.opened(row, 'accessToken', row.accessToken),
      ...(refreshToken !== undefined && { refreshToken: this.opened(row, 'refreshToken', refreshToken) }),
      scopes,
      expiresAt,
      deleteAt,
    };
  }

  /** Whether there were any. */
  async remove(discordId: string): Promise<boolean> {
    const { deletedCount } = await this.tokens.deleteOne({ discordId }).exec();
    return deletedCount > 0;
  }

  private async replace(discordId: string, given: OauthTokens): Promise<void> {
    const { accessToken, refreshToken, scopes, expiresAt, deleteAt } = given;
    // The secrets are bound to their row, so its id is known first.
    const _id = (await this.row(discordId))?._id ?? new Types.ObjectId();
    const sealed = (field: SecretField, secret: string): string =>
      this.encryption.encrypt('tokens', secret, placeOf(_id, field));
    await this.tokens
      .replaceOne(
        { _id, discordId },
        {
          discordId,
          accessToken: sealed('accessToken', accessToken),
          ...(refreshToken !== undefined && { refreshToken: sealed('refreshToken', refreshToken) }),
          scopes: [...scopes],
          expiresAt,
          deleteAt,
        },
        { upsert: true },
      )
      .maxTimeMS(INTERACTION_MAX_TIME_MS)
      .exec();
  }

  private row(discordId: string): Promise<OauthToken | null> {
    return this.tokens.findOne({ discordId }).maxTimeMS(INTERACTION_MAX_TIME_MS).lean<OauthToken>().exec();
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
