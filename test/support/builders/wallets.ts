import { createHash } from 'node:crypto';
import { ed25519 } from '@noble/curves/ed25519.js';
import { base58 } from '@scure/base';
import { privateKeyToAccount } from 'viem/accounts';

/** A wallet with its key: signs a text as its owner's software does. */
export interface TestWallet {
  readonly chain: 'eip155' | 'solana';
  readonly address: string;
  sign(text: string): Promise<string>;
}

/** The same seed makes the same key. */
const secretOf = (seed: string): Buffer => createHash('sha256').update(seed).digest();

let made = 0;
const nextSeed = (): string =>
  `wallet ${String((made += 1))} of ${String(process.pid)} at ${String(Date.now())}`;

export function anEvmWallet(seed = nextSeed()): TestWallet {
  const account = privateKeyToAccount(`0x${secretOf(seed).toString('hex')}`);
  return {
    chain: 'eip155',
    address: account.address,
    sign: (message) => account.signMessage({ message }),
  };
}

export function aSolanaWallet(seed = nextSeed()): TestWallet {
  const secret = secretOf(seed);
  return {
    chain: 'solana',
    address: base58.encode(ed25519.getPublicKey(secret)),
    sign: (text) => Promise.resolve(base58.encode(ed25519.sign(Buffer.from(text), secret))),
  };
}
