import { CsvError, parse } from 'csv-parse/sync';
import type { Fault } from '../../../infra/discord/index.js';
import { ImportRefusedError } from '../allowlists.errors.js';

export const FILE_LIMITS = { bytes: 256 * 1024, rows: 2_000 } as const;

/** A line of the file, from 1. */
export interface WalletLine {
  readonly line: number;
  readonly discordId: string;
  /** As it stands there. */
  readonly wallet: string;
}

export interface LeftOut {
  readonly line: number;
  readonly why: Fault;
}

interface Parsed {
  readonly record: readonly string[];
  readonly info: { readonly lines: number };
}

const ID = /^'?(?:<@!?)?([1-9][0-9]{16,19})>?$/;
const ID_COLUMN = /^discord[ _-]?id$/i;
const WALLET_COLUMN = /^(?:wallet|address|wallet[ _-]?address)$/i;

/**
 * A CSV file as spreadsheets write it: commas, semicolons or tabs, quotes, with or without a byte order mark. With a line
 * of headings its columns `discordId` and `wallet` are read, so a file of `/allowlist export` can be sent back; without
 * one the first two.
 *
 * @throws ImportRefusedError no such file, or too long a one
 */
export function readWalletFile(bytes: Uint8Array): { lines: WalletLine[]; leftOut: LeftOut[] } {
  const [first, ...others] = parsed(textOf(bytes));
  if (first === undefined) throw new ImportRefusedError('Empty', (texts) => texts.walletImport.refused.empty);
  const columns = columnsOf(first.record);
  const rows = columns === undefined ? [first, ...others] : others;
  if (rows.length > FILE_LIMITS.rows)
    throw new ImportRefusedError('Too long', (texts) => texts.walletImport.refused.tooLong(FILE_LIMITS.rows));
  const { id, wallet } = columns ?? { id: 0, wallet: 1 };
  const lines: WalletLine[] = [];
  const leftOut: LeftOut[] = [];
  for (const { record, info } of rows) {
    const discordId = ID.exec(record[id] ?? '')?.[1];
    const address = record[wallet] ?? '';
    if (discordId === undefined)
      leftOut.push({ line: info.lines, why: (texts) => texts.walletImport.why.noId });
    else if (address === '')
      leftOut.push({ line: info.lines, why: (texts) => texts.walletImport.why.noWallet });
    else lines.push({ line: info.lines, discordId, wallet: address });
  }
  return { lines, leftOut };
}

function columnsOf(record: readonly string[]): { id: number; wallet: number } | undefined {
  const id = record.findIndex((name) => ID_COLUMN.test(name));
  const wallet = record.findIndex((name) => WALLET_COLUMN.test(name));
  return id < 0 || wallet < 0 ? undefined : { id, wallet };
}

function textOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new ImportRefusedError('No UTF-8', (texts) => texts.walletImport.refused.notText);
  }
}

function parsed(text: string): Parsed[] {
  try {
    return parse(text, {
      delimiter: [',', ';', '\t'],
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
      skip_records_with_empty_values: true,
      trim: true,
    }) as unknown as Parsed[];
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = Number((error as { lines?: unknown }).lines ?? 0);
    throw new ImportRefusedError(error.message, (texts) => texts.walletImport.refused.notCsv(line));
  }
}
