import type { mongo } from 'mongoose';
import { EncryptionService, TamperedCiphertextError, UnknownKeyError } from '../../../infra/crypto/index.js';
import { findIn, windowsOf } from '../../../infra/database/scans.js';
import {
  type Finding,
  IntegrityCheck,
  type IntegrityScope,
  OrphansCheck,
} from '../../../infra/integrity/index.js';
import { type OauthToken, oauthTokens } from '../schemas/oauth-token.schema.js';

const ROWS_AT_ONCE = 500;
const FIELDS = ['accessToken', 'refreshToken'] as const;

/** Stands in `failure`; the member is asked to link again, and the row goes at its `deleteAt`. */
export const UNDECRYPTABLE = 'TOKEN_UNDECRYPTABLE';

/** Nobody can use or see tokens whose account is gone. */
export const tokenOrphans = (scope: IntegrityScope): OrphansCheck =>
  new OrphansCheck(
    {
      name: 'token-orphans',
      describes: 'Tokens without the account that they belong to.',
      child: oauthTokens,
    },
    scope,
  );

interface TokenFinding extends Finding {
  readonly row: OauthToken;
}

/** Tokens that no key of the ring opens. They are marked, never deleted: the missing key may come back. */
export class UndecryptableTokensCheck extends IntegrityCheck<TokenFinding> {
  readonly name = 'undecryptable-tokens';
  readonly describes =
    'Tokens that no key of DISCORD_TOKEN_ENCRYPTION_KEY opens, and that are not marked so yet.';
  private readonly tokens: mongo.Collection;

  constructor(
    private readonly scope: IntegrityScope,
    private readonly encryption: EncryptionService,
  ) {
    super();
    this.tokens = scope.db.collection(oauthTokens.name);
  }

  override async *find(): AsyncGenerator<TokenFinding> {
    for await (const window of windowsOf(this.tokens, ROWS_AT_ONCE)) {
      for await (const found of findIn(this.tokens, window, { failure: { $ne: UNDECRYPTABLE } })) {
        const row = found as OauthToken;
        const closed = FIELDS.flatMap((field) => {
          const why = this.whyClosed(row, field);
          return why === undefined ? [] : [`${field}: ${why}`];
        });
        if (closed.length > 0)
          yield { id: row._id.toHexString(), what: closed.join(', '), count: closed.length, row };
      }
      await this.scope.breathe();
    }
  }

  /** Only while the tokens are the ones that were looked at. */
  override async repair({ row: { _id, accessToken, refreshToken } }: TokenFinding): Promise<boolean> {
    const { modifiedCount } = await this.tokens.updateOne(
      { _id, accessToken, refreshToken: refreshToken ?? { $exists: false } },
      { $set: { failure: UNDECRYPTABLE } },
    );
    return modifiedCount > 0;
  }

  private whyClosed(row: OauthToken, field: (typeof FIELDS)[number]): string | undefined {
    const ciphertext = row[field];
    if (ciphertext === undefined) return undefined;
    try {
      this.encryption.decrypt('tokens', ciphertext, {
        collection: oauthTokens.name,
        documentId: row._id.toHexString(),
        field,
      });
      return undefined;
    } catch (error) {
      if (error instanceof UnknownKeyError || error instanceof TamperedCiphertextError) return error.code;
      throw error;
    }
  }
}
