import { WordedError } from '../../../kernel/errors.js';

/** The place is not this member's to claim, decline or give away; the words say why. */
export class ClaimRefusedError extends WordedError {
  readonly code = 'CLAIM_REFUSED';
}
