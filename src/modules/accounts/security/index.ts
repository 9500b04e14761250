import { AttemptsService } from './attempts.service.js';
import { FlagsService } from './flags.service.js';
import { LinkSignals } from './link-signals.service.js';
import { RestrictionsRepository } from './restrictions.repository.js';
import { SecurityDataRepository } from './security-data.repository.js';

export { type Asker, AttemptsService } from './attempts.service.js';
export { FLAG_KINDS, type FlagKind } from './flags.rules.js';
export { FlagsService, type NewFlag } from './flags.service.js';
export { LinkSignals } from './link-signals.service.js';
export { LockedError } from './security.errors.js';

export const securityProviders = [
  AttemptsService,
  FlagsService,
  LinkSignals,
  RestrictionsRepository,
  SecurityDataRepository,
];
