import { relativeTime } from '../../../kernel/discord-text.js';
import { DomainError } from '../../../kernel/errors.js';
import type { Texts } from '../../../locales/index.js';

/** An export reads a lot: one per member now and then. */
export class ExportTooSoonError extends DomainError {
  readonly code = 'EXPORT_TOO_SOON';

  constructor(private readonly againAt: Date) {
    super('An export was made a moment ago');
  }

  publicText(texts: Texts): string {
    return texts.privacy.exportTooSoon(relativeTime(this.againAt));
  }
}

/** The word that confirms was not typed. */
export class ErasureNotConfirmedError extends DomainError {
  readonly code = 'ERASURE_NOT_CONFIRMED';

  publicText(texts: Texts): string {
    return texts.privacy.notConfirmed(texts.privacy.confirmWord);
  }
}
