import { AccessDeniedError, DomainError } from '../../../kernel/errors.js';
import type { Texts } from '../../../locales/index.js';

/** What was asked for can't be moved; nothing was. */
export class ManualPointsError extends DomainError {
  readonly code = 'MANUAL_POINTS_INVALID';

  constructor(
    message: string,
    private readonly words: (texts: Texts) => string,
  ) {
    super(message);
  }
  publicText(texts: Texts): string {
    return this.words(texts);
  }
}

/** Whoever gives points answers for it to somebody else. */
export class OwnCreditError extends AccessDeniedError {
  readonly code = 'OWN_CREDIT';
  publicText(texts: Texts): string {
    return texts.byHand.refused.self;
  }
}
