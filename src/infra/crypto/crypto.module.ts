import { Global, Logger, Module } from '@nestjs/common';
import { EncryptionConfig } from '../../config/encryption.config.js';
import { EncryptionService } from './encryption.service.js';
import { KeyRing } from './key-ring.js';
import { loadKeyRing } from './load-key-ring.js';

/** Made before anything starts: a key that can't be used stops the start, not the first member. */
const keyRing = {
  provide: KeyRing,
  inject: [EncryptionConfig],
  useFactory: (config: EncryptionConfig): Promise<KeyRing> =>
    loadKeyRing(config, (line) => {
      Logger.log({ msg: line }, 'CryptoModule');
    }),
};

@Global()
@Module({ providers: [keyRing, EncryptionService], exports: [EncryptionService] })
export class CryptoModule {}
