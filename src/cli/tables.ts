import { createRequire } from 'node:module';
import { stripVTControlCharacters } from 'node:util';
import type Table from 'cli-table3';
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from '../kernel/clock.js';
import type { Terminal } from './terminal.js';

/**
 * Rows for a person: a drawn table on a terminal; elsewhere columns with two spaces between, without
 * frames and colours, for grep and awk. No line at the end.
 */
export function table(
  terminal: Terminal,
  head: readonly string[],
  rows: readonly (readonly string[])[],
): string {
  return terminal.isTable ? drawn(terminal, head, rows) : plain([head, ...rows]);
}

function drawn(terminal: Terminal, head: readonly string[], rows: readonly (readonly string[])[]): string {
  // Loaded when drawn: most runs of a script never are.
  const TableOfCells = createRequire(import.meta.url)('cli-table3') as typeof Table;
  const cells = new TableOfCells({
    head: head.map((text) => terminal.styled('bold', text)),
    style: { head: [], border: [], compact: true },
  });
  cells.push(...rows.map((row) => [...row]));
  return cells.toString();
}

function plain(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => stripVTControlCharacters(row[column] ?? '').length)),
  );
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

const UNITS = [
  ['d', DAY_MS],
  ['h', HOUR_MS],
  ['min', MINUTE_MS],
  ['s', SECOND_MS],
] as const;

/** `3 h ago`, by the largest unit. */
export function ago(then: Date, now: Date): string {
  const ms = now.getTime() - then.getTime();
  const [unit, size] = UNITS.find(([, length]) => ms >= length) ?? [];
  return unit === undefined ? 'just now' : `${String(Math.floor(ms / size))} ${unit} ago`;
}

/** `2026-02-01T10:00:00Z (3 h ago)`: UTC, to the second. */
export const moment = (then: Date, now: Date): string => `${utc(then)} (${ago(then, now)})`;

export const utc = (then: Date): string => then.toISOString().replace(/\.\d+Z$/, 'Z');

/** `950 ms`, `3.2 s`, `4.1 min` */
export function duration(ms: number): string {
  if (ms < SECOND_MS) return `${String(Math.round(ms))} ms`;
  return ms < MINUTE_MS ? `${(ms / SECOND_MS).toFixed(1)} s` : `${(ms / MINUTE_MS).toFixed(1)} min`;
}

const BYTE_UNITS = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];

/** `512 B`, `1.5 MiB` */
export function bytes(count: number): string {
  const step = Math.min(BYTE_UNITS.length - 1, Math.floor(Math.log2(Math.max(1, count)) / 10));
  return `${step === 0 ? String(count) : (count / 1024 ** step).toFixed(1)} ${BYTE_UNITS[step] ?? ''}`;
}
