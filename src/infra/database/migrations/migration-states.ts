import type { LedgerRow } from './ledger.js';
import type { MigrationFile } from './migration.js';
import { MigrationDriftError, MigrationOrderError } from './migration-errors.js';

export type MigrationState =
  'applied' | 'baseline' | 'pending' | 'running' | 'failed' | 'changed' | 'missing' | 'out of order';

/** A migration as the files and the ledger together tell it. */
export interface MigrationStatus {
  readonly id: string;
  readonly name: string;
  /** Empty where the file is missing. */
  readonly description: string;
  readonly state: MigrationState;
  /** What else there is to know, such as the error. */
  readonly note?: string;
  readonly appliedAt?: Date;
  readonly durationMs?: number;
  readonly host?: string;
  /** Of what was applied, else of the file. */
  readonly checksum: string;
}

/** States that need a person. */
export const FAULTS: ReadonlySet<MigrationState> = new Set(['failed', 'changed', 'missing', 'out of order']);

export const isApplied = ({ state }: LedgerRow): boolean => state === 'applied' || state === 'baseline';

/** @param isLocked whether somebody migrates right now: what "runs" under a free lock died */
export function statesOf(
  files: readonly MigrationFile[],
  rows: readonly LedgerRow[],
  isLocked: boolean,
): MigrationStatus[] {
  const ids = [...new Set([...files.map(({ id }) => id), ...rows.map(({ _id }) => _id)])].sort();
  const newest = rows.filter(isApplied).at(-1)?._id ?? '';
  return ids.map((id) => {
    const file = files.find((candidate) => candidate.id === id);
    const row = rows.find(({ _id }) => _id === id);
    const { state, note } = stateOf(file, row, isLocked, newest);
    const appliedAt = row && appliedAtOf(row);
    return {
      id,
      name: file?.name ?? row?.name ?? '',
      description: file?.migration.description ?? '',
      state,
      ...(note !== undefined && { note }),
      ...(appliedAt !== undefined && { appliedAt }),
      ...(row?.durationMs !== undefined && { durationMs: row.durationMs }),
      ...(row?.host !== undefined && { host: row.host }),
      checksum: row?.checksum ?? file?.checksum ?? '',
    };
  });
}

/** Rows of older versions have only its parts. */
function appliedAtOf({ appliedAt, startedAt, durationMs }: LedgerRow): Date | undefined {
  if (appliedAt !== undefined || durationMs === undefined) return appliedAt;
  return new Date(startedAt.getTime() + durationMs);
}

function stateOf(
  file: MigrationFile | undefined,
  row: LedgerRow | undefined,
  isLocked: boolean,
  newest: string,
): Pick<MigrationStatus, 'state' | 'note'> {
  if (file === undefined) return { state: 'missing', note: 'in the database, but not in migrations/' };
  if (row === undefined)
    return file.id < newest
      ? { state: 'out of order', note: `older than ${newest}, which is applied` }
      : { state: 'pending' };
  if (isApplied(row)) {
    if (row.checksum !== file.checksum) return { state: 'changed', note: 'edited after it was applied' };
    return { state: row.state === 'baseline' ? 'baseline' : 'applied' };
  }
  const where = row.direction === 'down' ? 'rollback' : 'migration';
  if (row.state === 'running')
    return isLocked
      ? { state: 'running' }
      : { state: 'failed', note: `the ${where} was cut off: its process on ${row.host} died` };
  if (row.state === 'failed')
    return { state: 'failed', note: `the ${where}: ${row.error ?? 'no reason kept'}` };
  return { state: 'pending', note: `the ${where} was interrupted, and goes on where it stopped` };
}

/**
 * What is to be run, in order: what failed or was interrupted is among it.
 *
 * @throws MigrationDriftError an applied one was changed or is missing
 * @throws MigrationOrderError one is older than what is applied
 */
export function pendingOf(files: readonly MigrationFile[], rows: readonly LedgerRow[]): MigrationFile[] {
  assertInStep(files, rows);
  const applied = new Set(rows.filter(isApplied).map(({ _id }) => _id));
  return files.filter(({ id }) => !applied.has(id));
}

/** @throws MigrationDriftError @throws MigrationOrderError */
export function assertInStep(files: readonly MigrationFile[], rows: readonly LedgerRow[]): void {
  const faulty = statesOf(files, rows, true).filter(({ state }) => FAULTS.has(state));
  const of = (...states: MigrationState[]): MigrationStatus[] =>
    faulty.filter(({ state }) => states.includes(state));
  const drifted = of('changed', 'missing');
  if (drifted.length > 0) throw new MigrationDriftError(sentences(drifted));
  const late = of('out of order');
  if (late.length > 0) throw new MigrationOrderError(sentences(late));
}

const sentences = (statuses: readonly MigrationStatus[]): string =>
  statuses.map(({ id, name, state, note = '' }) => `Migration ${id}-${name} is ${state}: ${note}.`).join(' ');
