import { InfrastructureError } from '../../kernel/errors.js';

/** It was encrypted with a key that is not in the ring: put that key back, behind the active one. */
export class UnknownKeyError extends InfrastructureError {
  readonly code = 'ENCRYPTION_KEY_UNKNOWN';
  readonly retryable = false;

  constructor(readonly keyId: string) {
    super(`No key "${keyId}" is in DISCORD_TOKEN_ENCRYPTION_KEY`);
  }
}

/** It was changed, cut, moved from another place, or encrypted with another key of that name. */
export class TamperedCiphertextError extends InfrastructureError {
  readonly code = 'CIPHERTEXT_TAMPERED';
  readonly retryable = false;
}
