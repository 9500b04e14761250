import type { ProvenWallet } from '../schemas/account-link.schema.js';

export const MOST_WALLETS = 10;

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

/** Exactly one is, when there is any. */
function onePrimary(wallets: Rows): WalletRow[] {
  const found = wallets.findIndex(({ isPrimary }) => isPrimary);
  const primary = Math.max(found, 0);
  return wallets.map((wallet, index) => ({ ...wallet, isPrimary: index === primary }));
}
