import { AppError } from '../kernel/errors.js';
import { EXIT, type ExitCode } from './exit-codes.js';

/** A verb can't do what it was asked for. */
export class CliError extends AppError {
  readonly code: string = 'CLI_FAILED';

  /** @param next what the operator should do or type now */
  constructor(
    message: string,
    readonly next: string,
    readonly exitCode: ExitCode = EXIT.error,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** The command line is not right; nothing was done. */
export class UsageError extends CliError {
  override readonly code = 'USAGE';

  constructor(message: string, next: string) {
    super(message, next, EXIT.usage);
  }
}

/** A signal asked the process to end. Work that can stop half-way ends with it after its step. */
export class InterruptedError extends CliError {
  override readonly code = 'INTERRUPTED';

  constructor(signal: string) {
    super(`Interrupted by ${signal}`, 'Run the same command again to go on.', EXIT.interrupted);
  }
}

/** `--timeout` is over. */
export class CliTimeoutError extends CliError {
  override readonly code = 'TIMED_OUT';

  constructor(seconds: number) {
    super(
      `Not done within the ${String(seconds)} s of --timeout`,
      'Look with "discord-db-manager status", then allow more time.',
    );
  }
}
