import { InfrastructureError } from '../../../kernel/errors.js';

abstract class MigrationError extends InfrastructureError {
  readonly retryable = false;
}

/** Files and database tell different stories: nobody knows what the database looks like. */
export class MigrationDriftError extends MigrationError {
  readonly code = 'MIGRATION_DRIFT';
}

/** A pending migration is older than one that is applied. */
export class MigrationOrderError extends MigrationError {
  readonly code = 'MIGRATION_OUT_OF_ORDER';
}

/** A file in `migrations/` can't be used. */
export class MigrationFileError extends MigrationError {
  readonly code = 'MIGRATION_FILE';
}

/** `up`, `down` or `verify` threw; the ledger has it as failed. */
export class MigrationFailedError extends MigrationError {
  readonly code = 'MIGRATION_FAILED';
}

/** No such migration, or none in that state. */
export class MigrationTargetError extends MigrationError {
  readonly code = 'MIGRATION_TARGET';
}

export class IrreversibleMigrationError extends MigrationError {
  readonly code = 'MIGRATION_IRREVERSIBLE';
}

/** Collections with documents would be dropped. */
export class DataLossError extends MigrationError {
  readonly code = 'MIGRATION_DATA_LOSS';
}

/** Another process holds the lock, longer than was waited for. */
export class MigrationLockedError extends InfrastructureError {
  readonly code = 'MIGRATION_LOCKED';
  readonly retryable = true;
}

/** The lock was released by force or could not be renewed: somebody else may be migrating by now. */
export class MigrationLockLostError extends InfrastructureError {
  readonly code = 'MIGRATION_LOCK_LOST';
  readonly retryable = true;
}
