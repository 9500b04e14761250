export { CryptoModule } from './crypto.module.js';
export { TamperedCiphertextError, UnknownKeyError } from './crypto.errors.js';
export { EncryptionService, type Place } from './encryption.service.js';
export { type EncryptionPurpose, type HmacPurpose, KeyRing } from './key-ring.js';
export { existingKeyRing, loadKeyRing } from './load-key-ring.js';
