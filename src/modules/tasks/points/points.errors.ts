import { AccessDeniedError, WordedError } from '../../../kernel/errors.js';
import type { Texts } from '../../../locales/index.js';

/** What was asked for can't be moved; nothing was. */
export class ManualPointsError extends WordedError {
  readonly code = 'MANUAL_POINTS_INVALID';
}

/** Whoever gives points answers for it to somebody else. */
export class OwnCreditError extends AccessDeniedError {
  readonly code = 'OWN_CREDIT';
  publicText(texts: Texts): string {
    return texts.byHand.refused.self;
  }
}
