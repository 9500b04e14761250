import type { PageWords, WordedForPages } from '../../../infra/web/index.js';
import { dateAndTime } from '../../../kernel/discord-text.js';
import { DomainError } from '../../../kernel/errors.js';
import type { Texts } from '../../../locales/index.js';

type Words = (texts: Texts, time: (at: Date) => string) => string;

/** Expected refusals that differ only in their words; the same ones in Discord and on the page. */
export abstract class WalletError extends DomainError implements WordedForPages {
  readonly status: number = 400;

  constructor(
    message: string,
    private readonly words: Words,
  ) {
    super(message);
  }

  publicText(texts: Texts): string {
    return this.words(texts, dateAndTime);
  }

  pageWords(texts: Texts): PageWords {
    const text = this.words(texts, utcTime).replace(/[*`]/g, '');
    return { title: texts.walletPage.refused, text };
  }
}

/** Pages know no zone of the reader. */
export const utcTime = (at: Date): string => `${at.toISOString().slice(0, 16).replace('T', ' ')} UTC`;

/** What was typed is no address of a wallet that we can check; the words say what it seems to be. */
export class WalletAddressError extends WalletError {
  readonly code = 'WALLET_ADDRESS_INVALID';
}

/** What was pasted is no signature of the form that the chain has. */
export class WalletSignatureFormError extends WalletError {
  readonly code = 'WALLET_SIGNATURE_FORM';
}

/** The text or the key is another one. */
export class WrongSignerError extends WalletError {
  readonly code = 'WALLET_WRONG_SIGNER';
}

/** The text that came back is not the one that was given out. */
export class TextChangedError extends WalletError {
  readonly code = 'WALLET_TEXT_CHANGED';
  constructor() {
    super('The text that was signed is not the one that was given out', (texts) => texts.wallets.textChanged);
  }
}

/** A wallet that is a contract, where nobody told us how to ask its chain. */
export class ContractWalletError extends WalletError {
  readonly code = 'WALLET_CONTRACT_UNCHECKED';
}

/** The text to sign is unknown, was used, has expired, or was given to somebody else. */
export class ProofEndedError extends WalletError {
  readonly code = 'WALLET_PROOF_ENDED';
  override readonly status = 410;
}

export class WalletLimitError extends WalletError {
  readonly code = 'WALLET_LIMIT';
  override readonly status = 409;
}

/** Another proof of this wallet is waiting for its 72 hours, or an objection was made not long ago. */
export class WalletContestedError extends WalletError {
  readonly code = 'WALLET_CONTESTED';
  override readonly status = 409;
}

export class WalletGoneError extends WalletError {
  readonly code = 'WALLET_GONE';
  constructor() {
    super('The member has no such wallet', (texts) => texts.wallets.gone);
  }
}

/** The claim was settled before, or is not against this member. */
export class ClaimSettledError extends WalletError {
  readonly code = 'WALLET_CLAIM_SETTLED';
  constructor() {
    super('The claim is settled, or is not against this member', (texts) => texts.wallets.claimSettled);
  }
}

/** The link to the page is unknown, was used up or has expired, or this browser has not opened it. */
export class WalletPageEndedError extends WalletError {
  readonly code = 'WALLET_PAGE_ENDED';
  override readonly status = 410;
  constructor() {
    super('The link to the page works no longer', (texts) => texts.walletPage.ended);
  }
}
