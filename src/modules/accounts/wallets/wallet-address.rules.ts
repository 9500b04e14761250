import { ed25519 } from '@noble/curves/ed25519.js';
import { base58 } from '@scure/base';
import { cleanLine } from '../../../kernel/text.js';
import type { Texts } from '../../../locales/index.js';
import { WalletAddressError } from './wallets.errors.js';

/** By their CAIP-2 namespaces. All EVM chains have the same addresses. */
export const WALLET_CHAINS = ['eip155', 'solana'] as const;
export type WalletChain = (typeof WALLET_CHAINS)[number];

export interface Wallet {
  readonly chain: WalletChain;
  /** EIP-55 for EVM, Base58 for Solana: one spelling each. */
  readonly address: string;
}

type Fault = keyof Texts['wallets']['addressFaults'];

const SOLANA_KEY_BYTES = 32;
/** Nobody types more; a longer text is refused before it is looked at. */
const LONGEST = 200;

/**
 * Reads the address of a wallet; the form tells the chain. Mixed case must be right by EIP-55, as a typing
 * error shows there; one case alone says nothing and is respelt.
 *
 * @throws WalletAddressError
 */
export async function readAddress(typed: string): Promise<Wallet> {
  const text = typed.length > LONGEST ? '' : cleanLine(typed);
  if (/^0[xX][0-9a-fA-F]{40}$/.test(text)) return { chain: 'eip155', address: await readEvm(text) };
  const bytes = fromBase58(text);
  if (bytes?.length === SOLANA_KEY_BYTES) return { chain: 'solana', address: readSolana(text, bytes) };
  throw refusal(faultOf(text, bytes));
}

async function readEvm(text: string): Promise<string> {
  // A fifth of a second and 30 MB: only who checks a wallet pays for it.
  const { getAddress } = await import('viem/utils');
  const digits = text.slice(2);
  const spelt = getAddress(`0x${digits.toLowerCase()}`);
  const isOneCase = digits === digits.toLowerCase() || digits === digits.toUpperCase();
  if (!isOneCase && spelt !== `0x${digits}`) throw refusal('checksum');
  return spelt;
}

function readSolana(text: string, bytes: Uint8Array): string {
  const key = pointOf(bytes);
  if (key === undefined) throw refusal('noKey');
  if (!isHonestKey(key)) throw refusal('weakKey');
  return text;
}

type Point = InstanceType<typeof ed25519.Point>;

/** Only the canonical encoding of a point of the curve; accounts of programs are off the curve. */
export function pointOf(bytes: Uint8Array): Point | undefined {
  try {
    return ed25519.Point.fromBytes(bytes, false);
  } catch {
    return undefined;
  }
}

/**
 * A key as RFC 8032 makes it: of the large prime order. Keys of small order, the all-zero one among them,
 * have signatures that fit many texts, and nobody owns them.
 */
export const isHonestKey = (key: Point): boolean => !key.isSmallOrder() && key.isTorsionFree();

function fromBase58(text: string): Uint8Array | undefined {
  try {
    const bytes = base58.decode(text);
    return base58.encode(bytes) === text ? bytes : undefined;
  } catch {
    return undefined;
  }
}

/** What it may have been meant as: the words then help more. */
function faultOf(text: string, bytes: Uint8Array | undefined): Fault {
  // A private key of EVM or Solana, or its words. They look like a hash of a transaction too: better safe.
  if (
    /^(0[xX])?[0-9a-fA-F]{64}$/.test(text) ||
    bytes?.length === 64 ||
    /^([a-z]+ ){11,23}[a-z]+$/i.test(text)
  )
    return 'secret';
  if (/^\S+\.[a-z]{2,}$/i.test(text)) return 'name';
  if (/^0[xX]/.test(text)) return 'evmLength';
  if (
    /^(bc1|tb1|ltc1|cosmos1|addr1|terra1|osmo1|r[1-9A-HJ-NP-Za-km-z]{24,34}$|T[1-9A-HJ-NP-Za-km-z]{33}$)/.test(
      text,
    )
  )
    return 'otherChain';
  return 'form';
}

const refusal = (fault: Fault): WalletAddressError =>
  new WalletAddressError(
    `No address of a wallet: ${fault}`,
    (texts) => `${texts.wallets.addressFaults[fault]}\n${texts.wallets.addressForms}`,
  );

/** `0x1234…abcd`: enough to know one's own by, too little to look somebody up. */
export const shortened = (address: string): string =>
  address.startsWith('0x')
    ? `${address.slice(0, 6)}…${address.slice(-4)}`
    : `${address.slice(0, 4)}…${address.slice(-4)}`;
