import { relativeTime } from '../../kernel/discord-text.js';
import { InfrastructureError, WordedError } from '../../kernel/errors.js';

export class AllowlistNotFoundError extends WordedError {
  readonly code = 'ALLOWLIST_NOT_FOUND';
  constructor() {
    super('No such allowlist in this guild', (texts) => texts.errors.allowlistNotFound);
  }
}

export class AllowlistClosedError extends WordedError {
  readonly code = 'ALLOWLIST_CLOSED';
  constructor() {
    super('The allowlist takes no entries', (texts) => texts.errors.allowlistClosed);
  }
}

export class AllowlistFullError extends WordedError {
  readonly code = 'ALLOWLIST_FULL';
  constructor() {
    super('All places are taken', (texts) => texts.errors.allowlistFull);
  }
}

export class AlreadyEnteredError extends WordedError {
  readonly code = 'ALREADY_ENTERED';
  constructor(enteredAt: Date) {
    super('Entered before', (texts) => texts.errors.alreadyEntered(relativeTime(enteredAt)));
  }
}

export class NotEnteredError extends WordedError {
  readonly code = 'NOT_ENTERED';
  constructor() {
    super('No entry of this member stands', (texts) => texts.errors.notEntered);
  }
}

export class WalletTakenError extends WordedError {
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
