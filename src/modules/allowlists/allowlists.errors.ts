import { relativeTime } from '../../kernel/discord-text.js';
import { DomainError, InfrastructureError } from '../../kernel/errors.js';
import type { Texts } from '../../locales/index.js';

/** Expected refusals that differ only in their words. */
abstract class AllowlistError extends DomainError {
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

export class AllowlistNotFoundError extends AllowlistError {
  readonly code = 'ALLOWLIST_NOT_FOUND';
  constructor() {
    super('No such allowlist in this guild', (texts) => texts.errors.allowlistNotFound);
  }
}

export class AllowlistClosedError extends AllowlistError {
  readonly code = 'ALLOWLIST_CLOSED';
  constructor() {
    super('The allowlist takes no entries', (texts) => texts.errors.allowlistClosed);
  }
}

export class AllowlistFullError extends AllowlistError {
  readonly code = 'ALLOWLIST_FULL';
  constructor() {
    super('All places are taken', (texts) => texts.errors.allowlistFull);
  }
}

export class AlreadyEnteredError extends AllowlistError {
  readonly code = 'ALREADY_ENTERED';
  constructor(enteredAt: Date) {
    super('Entered before', (texts) => texts.errors.alreadyEntered(relativeTime(enteredAt)));
  }
}

export class NotEnteredError extends AllowlistError {
  readonly code = 'NOT_ENTERED';
  constructor() {
    super('No entry of this member stands', (texts) => texts.errors.notEntered);
  }
}

export class WalletTakenError extends AllowlistError {
  readonly code = 'WALLET_TAKEN';
  constructor() {
    super('The wallet is in with another member', (texts) => texts.errors.walletTaken);
  }
}

/** Somebody removed the entry while it was being paid: a cancellation, or another press of the member. */
export class EntryWithdrawnError extends InfrastructureError {
  readonly code = 'ENTRY_WITHDRAWN';
  readonly retryable = true;
}
