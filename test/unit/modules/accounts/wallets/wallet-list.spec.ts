import fc from 'fast-check';
import {
  primaryOf,
  provenAgain,
  type WalletRow,
  withoutWallet,
  withPrimary,
  withWallet,
} from '../../../../../src/modules/accounts/wallets/wallet-list.rules.js';

const at = new Date('2026-11-23T12:00:00Z');
const aWallet = (address: string) => ({ address, chain: 'eip155', provenAt: at });
const listOf = (...addresses: string[]): WalletRow[] =>
  addresses.reduce<WalletRow[]>((list, address) => withWallet(list, aWallet(address)), []);

it('the first wallet is primary until another is made so, or it goes', () => {
  const three = listOf('a', 'b', 'c');
  expect(primaryOf(three)?.address).toBe('a');
  expect(primaryOf(withPrimary(three, 'c'))?.address).toBe('c');
  expect(primaryOf(withoutWallet(three, 'a'))?.address).toBe('b');
  expect(primaryOf(withoutWallet(withPrimary(three, 'c'), 'c'))?.address).toBe('a');
  expect(primaryOf(withoutWallet(listOf('a'), 'a'))).toBeUndefined();
});

it('a new proof changes the time of that wallet only', () => {
  const later = new Date(at.getTime() + 1_000);
  expect(provenAgain(listOf('a', 'b'), 'b', later)).toEqual([
    { ...aWallet('a'), isPrimary: true },
    { ...aWallet('b'), provenAt: later, isPrimary: false },
  ]);
});

it('exactly one is primary whenever there is any, whatever is done', () => {
  const step = fc.record({
    what: fc.constantFrom('add', 'remove', 'primary'),
    which: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'),
  });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
      let list: WalletRow[] = [];
      for (const { what, which } of steps) {
        const isThere = list.some(({ address }) => address === which);
        if (what === 'add' && !isThere) list = withWallet(list, aWallet(which));
        if (what === 'remove') list = withoutWallet(list, which);
        if (what === 'primary' && isThere) list = withPrimary(list, which);
        expect(list.filter(({ isPrimary }) => isPrimary)).toHaveLength(Math.min(list.length, 1));
      }
    }),
  );
});
