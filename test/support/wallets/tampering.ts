import { base58 } from '@scure/base';
import fc from 'fast-check';
import { getAddress } from 'viem/utils';
import { readSignature, verifySignature } from '../../../src/modules/accounts/wallets/signature.rules.js';
import type { TestWallet } from '../builders/wallets.js';

/** Signs the text, then changes one byte of text, signature or address, `runs` times: none may be good. */
export async function expectNoneGood(wallet: TestWallet, text: string, runs: number): Promise<void> {
  const signature = Buffer.from(readSignature(wallet.chain, await wallet.sign(text)));
  const good = { text: Buffer.from(text), signature, address: addressBytes(wallet) };
  const verdictOn = ({ text: said, signature: made, address }: typeof good) =>
    verifySignature({ chain: wallet.chain, address: addressOf(wallet, address) }, said.toString(), made);
  expect(await verdictOn(good)).toBe('good');
  const part = fc.constantFrom('text', 'signature', 'address');
  // Of the text each byte stays ASCII: what is checked is its UTF-8.
  const change = fc.record({ part, at: fc.nat(), mask: fc.integer({ min: 1, max: 127 }) });
  await fc.assert(
    fc.asyncProperty(change, async ({ part: which, at, mask }) => {
      const changed = Buffer.from(good[which]);
      const index = at % changed.length;
      changed[index]! ^= mask;
      // 27 and 28 may be written as 0 and 1: the same signature.
      fc.pre(which !== 'signature' || index !== 64 || changed[64] !== signature[64]! - 27);
      expect(await verdictOn({ ...good, [which]: changed })).not.toBe('good');
    }),
    { numRuns: runs, seed: 7 },
  );
}

function addressBytes({ chain, address }: TestWallet): Buffer {
  return chain === 'eip155' ? Buffer.from(address.slice(2), 'hex') : Buffer.from(base58.decode(address));
}

function addressOf({ chain }: TestWallet, bytes: Buffer): string {
  return chain === 'eip155' ? getAddress(`0x${bytes.toString('hex')}`) : base58.encode(bytes);
}
