import { DomainError } from '../../kernel/errors.js';
import type { Texts } from '../../locales/index.js';

/** A debit is larger than the balance; nothing was moved. */
export class NotEnoughPointsError extends DomainError {
  readonly code = 'NOT_ENOUGH_POINTS';

  constructor(private readonly price: number) {
    super('The balance is too small');
  }
  publicText(texts: Texts): string {
    return texts.errors.notEnoughPoints(this.price);
  }
}
