import type { PageWords, WordedForPages } from '../../../infra/web/index.js';
import { DomainError } from '../../../kernel/errors.js';
import type { Texts } from '../../../locales/index.js';

/** The operator has set no PUBLIC_URL, client id or secret. */
export class LinkingOffError extends DomainError {
  readonly code = 'LINKING_OFF';
  override publicText(texts: Texts): string {
    return texts.accountLink.off;
  }
}

export class NotLinkedAccountError extends DomainError {
  readonly code = 'ACCOUNT_NOT_LINKED';
  override publicText(texts: Texts): string {
    return texts.accountLink.notLinked;
  }
}

/** The link from Discord works no more: expired, used, or none of ours. */
export class LinkOverError extends DomainError implements WordedForPages {
  readonly code = 'LINK_OVER';
  readonly status = 410;
  override publicText(texts: Texts): string {
    return texts.accountLink.pages.over.text;
  }
  pageWords(texts: Texts): PageWords {
    return texts.accountLink.pages.over;
  }
}

/** One link was opened over and over. */
export class OpenedTooOftenError extends DomainError implements WordedForPages {
  readonly code = 'LINK_OPENED_TOO_OFTEN';
  readonly status = 429;
  override publicText(texts: Texts): string {
    return texts.accountLink.pages.over.text;
  }
  pageWords(texts: Texts): PageWords {
    return texts.accountLink.pages.over;
  }
}
