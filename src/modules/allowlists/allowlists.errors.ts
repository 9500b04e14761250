import { relativeTime } from '../../kernel/discord-text.js';
import { InfrastructureError, WordedError } from '../../kernel/errors.js';
import type { Texts } from '../../locales/index.js';

export class AllowlistNotFoundError extends WordedError {
  readonly code = 'ALLOWLIST_NOT_FOUND';
  constructor(words: (texts: Texts) => string = (texts) => texts.errors.allowlistNotFound) {
    super('No such allowlist in this guild', words);
  }
}

export class DrawNotFoundError extends WordedError {
  readonly code = 'DRAW_NOT_FOUND';
  constructor() {
    super('No such draw, or its list is still open', (texts) => texts.errors.drawNotFound);
  }
}

/** A file of wallets is not taken; the words say why. */
export class ImportRefusedError extends WordedError {
  readonly code = 'IMPORT_REFUSED';
}

/** Nothing to be exported, or more than Discord takes. */
export class ExportRefusedError extends WordedError {
  readonly code = 'EXPORT_REFUSED';
}

export class AllowlistClosedError extends WordedError {
  readonly code = 'ALLOWLIST_CLOSED';
  constructor(words: (texts: Texts) => string = (texts) => texts.errors.allowlistClosed) {
    super('The allowlist takes no entries', words);
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

export class EntryHeldError extends WordedError {
  readonly code = 'ENTRY_HELD';
  constructor() {
    super('A manager has yet to decide', (texts) => texts.errors.entryHeld);
  }
}

/** For risk, or by a manager: in general words, not how to evade. */
export class EntryRefusedError extends WordedError {
  readonly code = 'ENTRY_REFUSED';
  constructor() {
    super('The entry was refused', (texts) => texts.errors.entryRefused);
  }
}

/** A manager, or the closing of the list, was faster. */
export class EntryDecidedError extends WordedError {
  readonly code = 'ENTRY_DECIDED';
  constructor() {
    super('Decided before', (texts) => texts.errors.entryDecided);
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

/** A member who can't take part: a bot, or somebody who has not accepted the server's rules. */
export class NotYetAMemberError extends WordedError {
  readonly code = 'NOT_YET_A_MEMBER';
}

/** What was filled in is not what is asked for; the words say why. */
export class EntryFormError extends WordedError {
  readonly code = 'ENTRY_FORM_INVALID';
}

/** Somebody removed the entry while it was being paid: a cancellation, or another press of the member. */
export class EntryWithdrawnError extends InfrastructureError {
  readonly code = 'ENTRY_WITHDRAWN';
  readonly retryable = true;
}

/** What a manager wants is not possible now; the words say why. */
export class AllowlistLifeError extends WordedError {
  readonly code = 'ALLOWLIST_LIFE_REFUSED';
}

export class AllowlistOptionsError extends WordedError {
  readonly code = 'ALLOWLIST_OPTIONS_INVALID';
}

export class AllowlistFormExpiredError extends WordedError {
  readonly code = 'FORM_EXPIRED';
  constructor() {
    super('The draft has expired or belongs to somebody else', (texts) => texts.errors.formExpired);
  }
}
