import { generateKeyPairSync, sign } from 'node:crypto';

const ALPHABET = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';

export interface SolanaWallet {
  readonly address: string;
  /** As a wallet shows it for copying: in Base58. */
  sign(text: string): string;
}

/** A wallet with a key of its own, made now and kept nowhere. */
export function newSolanaWallet(): SolanaWallet {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const key = Buffer.from(publicKey.export({ format: 'jwk' }).x ?? '', 'base64url');
  return { address: base58(key), sign: (text) => base58(sign(null, Buffer.from(text), privateKey)) };
}

function base58(bytes: Buffer): string {
  const zeros = bytes.findIndex((byte) => byte !== 0);
  let rest = BigInt(`0x${bytes.toString('hex')}`);
  let digits = '';
  for (; rest > 0n; rest /= 58n) digits = `${ALPHABET[Number(rest % 58n)] ?? ''}${digits}`;
  return ALPHABET.charAt(0).repeat(Math.max(zeros, 0)) + digits;
}
