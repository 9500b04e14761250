import type { ProvenWallet } from '../schemas/account-link.schema.js';

export const MOST_WALLETS = 10;
const KEY_LENGTH = 4;

/** As it is read and written: a plain object. */
export type WalletRow = Pick<ProvenWallet, keyof ProvenWallet>;
type Rows = readonly WalletRow[];

/** With one more, the first of which is primary. The order is the order of proof. */
export const withWallet = (wallets: Rows, wallet: Omit<WalletRow, 'isPrimary'>): WalletRow[] =>
  onePrimary([...wallets, { ...wallet, isPrimary: false }]);

/** Without one; the oldest of the others follows a primary one. */
export const withoutWallet = (wallets: Rows, address: string): WalletRow[] =>
  onePrimary(wallets.filter((wallet) => wallet.address !== address));

export const withPrimary = (wallets: Rows, address: string): WalletRow[] =>
  onePrimary(wallets.map((wallet) => ({ ...wallet, isPrimary: wallet.address === address })));

export const provenAgain = (wallets: Rows, address: string, at: Date): WalletRow[] =>
  wallets.map((wallet) => (wallet.address === address ? { ...wallet, provenAt: at } : wallet));

export const find = (wallets: Rows, address: string): WalletRow | undefined =>
  wallets.find((wallet) => wallet.address === address);

export const primaryOf = (wallets: Rows): WalletRow | undefined => wallets.find(({ isPrimary }) => isPrimary);

/**
 * Names a wallet of one member in custom ids and choices, which are logged: its place and its last characters,
 * never the address.
 */
export const keyOf = (wallets: Rows, { address }: Pick<WalletRow, 'address'>): string =>
  `${String(wallets.findIndex((wallet) => wallet.address === address))}-${address.slice(-KEY_LENGTH)}`;

/** Also from a panel that is out of date: the place counts only between two that end alike. */
export function byKey(wallets: Rows, key: string): WalletRow | undefined {
  const [place = '', end = ''] = key.split('-');
  const alike = wallets.filter(({ address }) => address.slice(-KEY_LENGTH) === end);
  return alike.length > 1 ? alike.find((wallet) => wallets.indexOf(wallet) === Number(place)) : alike[0];
}

/** Exactly one is, when there is any. */
function onePrimary(wallets: Rows): WalletRow[] {
  const found = wallets.findIndex(({ isPrimary }) => isPrimary);
  const primary = Math.max(found, 0);
  return wallets.map((wallet, index) => ({ ...wallet, isPrimary: index === primary }));
}
