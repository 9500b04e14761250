import type { EncryptionPurpose } from '../infra/crypto/index.js';
import { oauthTokens } from '../modules/accounts/schemas/oauth-token.schema.js';
import { allowlistConnections } from '../modules/allowlists/schemas/allowlist-connection.schema.js';

/** A field that holds what `EncryptionService` has encrypted for that row and field. */
export interface SealedField {
  readonly collection: string;
  readonly field: string;
  readonly purpose: EncryptionPurpose;
}

/** All there are. Their place in the ciphertext is the collection, the text of the row's `_id`, and the field. */
export const sealedFields: readonly SealedField[] = [
  { collection: oauthTokens.name, field: 'accessToken', purpose: 'tokens' },
  { collection: oauthTokens.name, field: 'refreshToken', purpose: 'tokens' },
  { collection: allowlistConnections.name, field: 'sealedSeed', purpose: 'seeds' },
];
