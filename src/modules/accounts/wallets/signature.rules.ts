import { ed25519 } from '@noble/curves/ed25519.js';
import { base58, base64, base64url } from '@scure/base';
import { isHonestKey, pointOf, type Wallet, type WalletChain } from './wallet-address.rules.js';
import { WalletSignatureFormError } from './wallets.errors.js';

/** `other`: a signature of the right form, but not by this key over this text. */
export type SignatureVerdict = 'good' | 'other' | 'no-ecdsa';

/** Contract wallets of many owners have long ones. */
const LONGEST_BYTES = 4_096;
const ED25519_BYTES = 64;
/** Half the order of secp256k1: of the two signatures each one can be turned into, EIP-2 takes the lower. */
const HALF_ORDER = 0x7fffffff_ffffffff_ffffffff_ffffffff_5d576e73_57a4501d_dfe92f46_681b20a0n;
const COMPACT_PARITY = 1n << 255n;

/**
 * Reads a pasted signature: hex for EVM; Base58, base64 or hex of 64 bytes for Solana.
 *
 * @throws WalletSignatureFormError
 */
export function readSignature(chain: WalletChain, typed: string): Uint8Array {
  const text =
    typed.length > 3 * LONGEST_BYTES ? '' : typed.replace(/\s+/g, '').replace(/^["'](.*)["']$/, '$1');
  const bytes = chain === 'eip155' ? fromHex(text) : solanaSignature(text);
  if (bytes === undefined || bytes.length === 0 || bytes.length > LONGEST_BYTES)
    throw new WalletSignatureFormError('No signature', (texts) => texts.wallets.signatureForm[chain]);
  return bytes;
}

function solanaSignature(text: string): Uint8Array | undefined {
  const readings = [fromHex, decoding(base58.decode), decoding(base64.decode), decoding(base64url.decode)];
  for (const read of readings) {
    const bytes = read(text);
    if (bytes?.length === ED25519_BYTES) return bytes;
  }
  return undefined;
}

function fromHex(text: string): Uint8Array | undefined {
  const digits = text.replace(/^0[xX]/, '');
  return /^([0-9a-fA-F]{2})+$/.test(digits) ? Uint8Array.from(Buffer.from(digits, 'hex')) : undefined;
}

const decoding =
  (decode: (text: string) => Uint8Array) =>
  (text: string): Uint8Array | undefined => {
    try {
      return decode(text);
    } catch {
      return undefined;
    }
  };

/** Whether the key of the wallet itself signed exactly this text. */
export function verifySignature(
  wallet: Wallet,
  text: string,
  signature: Uint8Array,
): Promise<SignatureVerdict> {
  if (wallet.chain === 'eip155') return verifyEvm(wallet.address, text, signature);
  return Promise.resolve(verifySolana(wallet.address, text, signature) ? 'good' : 'other');
}

/** ECDSA over the EIP-191 form of the text. `no-ecdsa` may still be what a contract takes. */
async function verifyEvm(address: string, text: string, signature: Uint8Array): Promise<SignatureVerdict> {
  const parts = ecdsaParts(signature);
  if (parts === undefined) return 'no-ecdsa';
  const { recoverMessageAddress } = await import('viem/utils');
  try {
    const signer = await recoverMessageAddress({ message: text, signature: parts });
    return signer === address ? 'good' : 'other';
  } catch {
    // r is no point of the curve: no key made this.
    return 'other';
  }
}

interface EcdsaParts {
  readonly r: `0x${string}`;
  readonly s: `0x${string}`;
  readonly yParity: number;
}

/** 65 bytes r, s, v or the 64 of EIP-2098; only the low s of the two that fit, as EIP-2 asks. */
function ecdsaParts(signature: Uint8Array): EcdsaParts | undefined {
  if (signature.length !== 64 && signature.length !== 65) return undefined;
  const r = numberOf(signature.subarray(0, 32));
  const second = numberOf(signature.subarray(32, 64));
  const isCompact = signature.length === 64;
  const s = isCompact ? second % COMPACT_PARITY : second;
  const parity = isCompact ? Number(second / COMPACT_PARITY) : PARITY.get(signature[64] ?? -1);
  if (parity === undefined || r === 0n || s === 0n || s > HALF_ORDER) return undefined;
  return { r: word(r), s: word(s), yParity: parity };
}

const PARITY: ReadonlyMap<number, number> = new Map([
  [0, 0],
  [1, 1],
  [27, 0],
  [28, 1],
]);

const numberOf = (bytes: Uint8Array): bigint => BigInt(`0x${Buffer.from(bytes).toString('hex')}`);
const word = (value: bigint): `0x${string}` => `0x${value.toString(16).padStart(64, '0')}`;

/**
 * Ed25519 by RFC 8032, strictly: canonical encodings only, S below the order, and neither the key nor R of
 * small order. The library refuses most of it itself; what a forgery would need is looked at here too.
 */
function verifySolana(address: string, text: string, signature: Uint8Array): boolean {
  const keyBytes = base58.decode(address);
  const [key, nonce] = [pointOf(keyBytes), pointOf(signature.subarray(0, 32))];
  if (key === undefined || !isHonestKey(key) || nonce === undefined || nonce.isSmallOrder()) return false;
  return ed25519.verify(signature, Buffer.from(text, 'utf8'), keyBytes, { zip215: false });
}
