import { DomainError } from '../../../kernel/errors.js';
import type { Texts } from '../../../locales/index.js';

/** Unknown, used, expired, or of a community that is not where it was: the same to who typed it. */
export class TransferCodeError extends DomainError {
  readonly code = 'TRANSFER_CODE_INVALID';
  publicText(texts: Texts): string {
    return texts.linking.errors.code;
  }
}

export class NothingToRestoreError extends DomainError {
  readonly code = 'NOTHING_TO_RESTORE';
  publicText(texts: Texts): string {
    return texts.linking.errors.nothingToRestore;
  }
}

/** Another server has taken it over. */
export class CommunityElsewhereError extends DomainError {
  readonly code = 'COMMUNITY_ELSEWHERE';
  publicText(texts: Texts): string {
    return texts.linking.errors.elsewhere;
  }
}

export class ConfirmationError extends DomainError {
  readonly code = 'CONFIRMATION_WRONG';

  /** @param communityName escaped for display */
  constructor(private readonly communityName: string) {
    super('The name that was typed is not the one of the community');
  }
  publicText(texts: Texts): string {
    return texts.linking.errors.confirmation(this.communityName);
  }
}

export class LinkFormExpiredError extends DomainError {
  readonly code = 'FORM_EXPIRED';
  publicText(texts: Texts): string {
    return texts.errors.formExpired;
  }
}
