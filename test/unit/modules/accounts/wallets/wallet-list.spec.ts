import fc from 'fast-check';
import {
  byKey,
  keyOf,
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

it('a wallet is named by its place and end, also when the list has changed since', () => {
  const [one, two, twin] = ['0xaaaa1111', '0xbbbb2222', '0xcccc2222'];
  const list = listOf(one, two, twin);
  const keys = list.map((wallet) => keyOf(list, wallet));
  expect(keys).toEqual(['0-1111', '1-2222', '2-2222']);
  expect(keys.map((key) => byKey(list, key)?.address)).toEqual([one, two, twin]);
  const shorter = withoutWallet(list, one);
  expect(byKey(shorter, '0-1111')).toBeUndefined();
  expect(byKey(shorter, '1-2222')?.address).toBe(twin);
  expect(byKey(withoutWallet(shorter, two), '2-2222')?.address).toBe(twin);
  for (const forged of ['', '-', '9-2222', 'x', '0-0000']) expect(byKey(list, forged)).toBeUndefined();
});
