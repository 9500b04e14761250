import { DomainError } from '../../../kernel/errors.js';
import type { Texts } from '../../../locales/index.js';

/** A choice that can't be; the words say why, and what can. */
export class SettingRefusedError extends DomainError {
  readonly code = 'SETTING_REFUSED';

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
