import { InfrastructureError } from '../../kernel/errors.js';
import { isDatabaseUnavailable } from '../database/index.js';

/** Something else has to come back; the row whose effect failed so is as good as before. */
export const isAway = (error: unknown): boolean =>
  isDatabaseUnavailable(error) || (error instanceof InfrastructureError && error.retryable);
