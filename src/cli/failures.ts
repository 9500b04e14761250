import { ConfigurationError, processEnvironment } from '../config/load-env.js';
import { secretValuesOf } from '../config/secret-values.js';
import { scrubber } from '../infra/observability/scrub.js';
import { AppError } from '../kernel/errors.js';
import { CliError } from './cli-errors.js';
import { EXIT, type ExitCode } from './exit-codes.js';

export interface Failure {
  /** Stable, for scripts. */
  readonly code: string;
  readonly message: string;
  /** What to do or type now. */
  readonly next: string;
  readonly exitCode: ExitCode;
}

interface Advice {
  readonly next: string;
  readonly exitCode?: ExitCode;
}

/** For errors of the layers below, by their codes. */
const ADVICE: Readonly<Record<string, Advice>> = {
  DATABASE_UNREACHABLE: {
    next: 'Is it running, and may this machine reach it? Check MONGODB_URI.',
    exitCode: EXIT.unreachable,
  },
  MONGO_SERVER_UNAVAILABLE: { next: 'Set MONGODB_URI.', exitCode: EXIT.unreachable },
  MONGO_SERVER_START_FAILED: { next: 'Look into DATA_DIR, or set MONGODB_URI.', exitCode: EXIT.unreachable },
  MONGO_NOT_A_REPLICA_SET: { next: 'Then run the same command again.' },
  DATABASE_URI: {
    next: 'Special characters in a password are percent-encoded, such as %40 for @.',
    exitCode: EXIT.usage,
  },
  MIGRATION_DRIFT: {
    next: 'Restore the released files. If the database is right as it is: discord-db-manager migration:repair',
    exitCode: EXIT.drift,
  },
  MIGRATION_OUT_OF_ORDER: {
    next: 'Give its file the next free number, then: discord-db-manager migrate',
    exitCode: EXIT.drift,
  },
  MIGRATION_FILE: { next: 'Nothing was changed. Correct the file.', exitCode: EXIT.drift },
  MIGRATION_FAILED: {
    next: 'Correct the cause, then: discord-db-manager migrate (goes on there), or rollback (takes it back).',
    exitCode: EXIT.drift,
  },
  MIGRATION_TARGET: { next: 'Nothing was changed. Look at: discord-db-manager status' },
  MIGRATION_IRREVERSIBLE: { next: 'Nothing was changed. Restore a backup, or write a new migration.' },
  MIGRATION_DATA_LOSS: {
    next: 'Nothing of it was removed. Make a backup; if you mean it, add --allow-data-loss.',
    exitCode: EXIT.usage,
  },
  INDEX_REBUILD: { next: 'Run the same again: it goes on where this one stopped.' },
  MIGRATION_LOCKED: {
    next: 'Wait, and run it again; look at: discord-db-manager lock:status',
    exitCode: EXIT.locked,
  },
  MIGRATION_LOCK_LOST: {
    next: 'Somebody else may be migrating. Look at: discord-db-manager status',
    exitCode: EXIT.locked,
  },
};

const UNEXPECTED: Advice = { next: 'Run it again; if it stays, report this with the lines above.' };

/** What the operator is told about an error, without secrets, and the exit code. */
export function failureOf(error: unknown): Failure {
  const failure = worded(error);
  return { ...failure, message: scrubber(secretValuesOf(processEnvironment()))(failure.message) };
}

function worded(error: unknown): Failure {
  if (error instanceof CliError) {
    const { code, message, next, exitCode } = error;
    return { code, message, next, exitCode };
  }
  if (error instanceof ConfigurationError) {
    const next = 'Correct the setting; docs/settings.md has them all.';
    return { code: 'CONFIGURATION', message: error.message, next, exitCode: EXIT.usage };
  }
  const code = error instanceof AppError ? error.code : 'UNEXPECTED';
  const { next, exitCode = EXIT.error } = ADVICE[code] ?? UNEXPECTED;
  return { code, message: messageOf(error), next, exitCode };
}

/** The stack only where it says more than the message: our own errors are worded for the operator. */
function messageOf(error: unknown): string {
  if (error instanceof AppError) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
