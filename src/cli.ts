#!/usr/bin/env node
import 'reflect-metadata';
import { CommandFactory } from 'nest-commander';
import { CliModule } from './cli.module.js';
import { type CliEnv, cliEnvSchema } from './config/env.schema.js';
import { ConfigurationError, loadEnv } from './config/load-env.js';
import { DatabaseUnreachableError } from './infra/database/index.js';
import { AppError } from './kernel/errors.js';

/** In `--help` and docs: what a script can rely on. */
const EXIT = { done: 0, error: 1, usage: 2, unreachable: 6 } as const;

function leave(line: string, exitCode: number): never {
  process.stderr.write(`${line}\n`);
  process.exit(exitCode);
}

function readSettings(): CliEnv {
  try {
    return loadEnv(cliEnvSchema);
  } catch (error) {
    if (error instanceof ConfigurationError) leave(error.message, EXIT.usage);
    throw error;
  }
}

const isHelp = (error: Error & { code?: string }): boolean =>
  error.code?.startsWith('commander.help') ?? false;

await CommandFactory.run(CliModule.register(readSettings()), {
  cliName: 'discord-db-manager',
  logger: false,
  errorHandler: (error) => {
    process.exit(isHelp(error) ? EXIT.done : EXIT.usage);
  },
  serviceErrorHandler: (error) => {
    if (error instanceof DatabaseUnreachableError)
      leave(`${error.message}. Is it running? Check MONGODB_URI.`, EXIT.unreachable);
    leave(error instanceof AppError ? error.message : String(error.stack), EXIT.error);
  },
});
process.exit(EXIT.done);
