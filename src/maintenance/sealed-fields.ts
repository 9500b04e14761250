import { oauthTokens } from '../modules/accounts/schemas/oauth-token.schema.js';
import { draws } from '../modules/allowlists/schemas/draw.schema.js';

/** What `EncryptionService` has encrypted in the database. */
export const sealedFields = [
  { collection: oauthTokens.name, field: 'accessToken' },
  { collection: oauthTokens.name, field: 'refreshToken' },
  { collection: draws.name, field: 'sealedSeed' },
] as const;
