import type { Wallet, WalletChain } from './wallet-address.rules.js';

/** What the text to sign says, beside the wallet. */
export interface SignInFacts {
  /** Host and port of whoever asks: wallets compare it with the page that they are on. */
  readonly domain: string;
  readonly uri: string;
  readonly discordId: string;
  /** The unique user name; cleaned here. */
  readonly username: string;
  /** EIP-155; where a contract wallet is asked. Solana has its own. */
  readonly chainId: number;
  /** At least 128 bits, letters and digits. */
  readonly nonce: string;
  readonly issuedAt: Date;
  readonly expiresAt: Date;
}

const ACCOUNT_KIND: Readonly<Record<WalletChain, string>> = { eip155: 'Ethereum', solana: 'Solana' };
const LONGEST_NAME = 32;

/**
 * The text that a wallet signs: EIP-4361 for EVM, the same fields as wallets of Solana know them. It names
 * the Discord account, so nobody can have it signed for theirs unseen. Plain ASCII, as EIP-4361 asks.
 */
export function signInText({ chain, address }: Wallet, facts: SignInFacts): string {
  return [
    `${facts.domain} wants you to sign in with your ${ACCOUNT_KIND[chain]} account:`,
    address,
    '',
    statementOf(facts),
    '',
    `URI: ${facts.uri}`,
    'Version: 1',
    `Chain ID: ${chain === 'solana' ? 'mainnet' : String(facts.chainId)}`,
    `Nonce: ${facts.nonce}`,
    `Issued At: ${facts.issuedAt.toISOString()}`,
    `Expiration Time: ${facts.expiresAt.toISOString()}`,
  ].join('\n');
}

const statementOf = ({ discordId, username }: SignInFacts): string =>
  `Link this wallet to the Discord account ${nameOf(username)}(ID ${discordId}). Signing costs nothing and gives no access to your funds.`;

/**
 * A name can't end its line, pose as another field or claim another id: only what user names of Discord are
 * made of is left of it, and the id follows in any case.
 */
function nameOf(username: string): string {
  const plain = username.replace(/[^A-Za-z0-9._-]/g, '').slice(0, LONGEST_NAME);
  return plain === '' ? '' : `${plain} `;
}
