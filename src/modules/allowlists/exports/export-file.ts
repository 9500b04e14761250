import { csvLine } from '../../../kernel/csv.js';
import { type Hash, proofIn, standardTree } from './standard-merkle-tree.js';

export const EXPORT_FORMATS = ['csv', 'json', 'merkle'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/** Somebody on the list, or a winner. */
export interface ExportRow {
  readonly discordId: string;
  /** EIP-55 for EVM. */
  readonly wallet?: string;
  readonly tickets?: number;
  readonly enteredAt?: Date;
  /** Of winners. */
  readonly rank?: number;
  readonly claim?: string;
}

export interface ExportFile {
  readonly content: Buffer;
  /** Of rows that are in it. */
  readonly rows: number;
  /** Of a tree: rows that have no wallet of an EVM chain, or the same as another one. */
  readonly left: number;
  readonly root?: Hash;
}

const BYTE_ORDER_MARK = '\uFEFF';
const COLUMNS = ['rank', 'discordId', 'wallet', 'tickets', 'enteredAt', 'claim'] as const;
const EVM = /^0x[0-9a-fA-F]{40}$/;
/** Proofs of more would not fit a message of Discord; the tree has them all in it. */
const MOST_PROOFS = 5_000;

export async function exportFile(rows: readonly ExportRow[], format: ExportFormat): Promise<ExportFile> {
  const spelt = await inOneSpelling(rows);
  if (format === 'merkle') return treeFile(spelt);
  const text =
    format === 'json'
      ? `${JSON.stringify(spelt, null, 1)}\n`
      : `${BYTE_ORDER_MARK}${[csvLine(COLUMNS), ...spelt.map((row) => csvLine(COLUMNS.map((name) => cell(row[name]))))].join('')}`;
  return { content: Buffer.from(text), rows: spelt.length, left: 0 };
}

const cell = (value: string | number | Date | undefined): string | number =>
  value instanceof Date ? value.toISOString() : (value ?? '');

/** Pasted long ago or proven yesterday: an address of an EVM chain is spelt by EIP-55. */
async function inOneSpelling(rows: readonly ExportRow[]): Promise<ExportRow[]> {
  const { getAddress } = await import('viem/utils');
  return rows.map((row) =>
    row.wallet !== undefined && EVM.test(row.wallet)
      ? { ...row, wallet: getAddress(`0x${row.wallet.slice(2).toLowerCase()}`) }
      : row,
  );
}

async function treeFile(rows: readonly ExportRow[]): Promise<ExportFile> {
  const wallets = rows.flatMap(({ wallet }) => (wallet !== undefined && EVM.test(wallet) ? [wallet] : []));
  const addresses = [...new Set(wallets)];
  const left = rows.length - addresses.length;
  if (addresses.length === 0) return { content: Buffer.alloc(0), rows: 0, left };
  const tree = await standardTree(
    ['address'],
    addresses.map((address) => [address]),
  );
  const [root] = tree.tree;
  const proofs = tree.values
    .slice(0, addresses.length > MOST_PROOFS ? 0 : MOST_PROOFS)
    .map(({ value: [address = ''], treeIndex }) => [address, proofIn(tree, treeIndex)] as const);
  const file = { ...tree, root, ...(proofs.length > 0 && { proofs: Object.fromEntries(proofs) }) };
  return {
    content: Buffer.from(`${JSON.stringify(file)}\n`),
    rows: addresses.length,
    left,
    ...(root && { root }),
  };
}
