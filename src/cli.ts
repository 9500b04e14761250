#!/usr/bin/env node
import 'reflect-metadata';
import { CommandFactory } from 'nest-commander';
import { EXIT } from './cli/exit-codes.js';
import { failureOf } from './cli/failures.js';
import { Terminal } from './cli/terminal.js';
import { factsOf, PROGRAM } from './cli/verb.js';
import { verbs } from './cli/verbs.js';
import { CliModule } from './cli.module.js';
import { type CliEnv, cliEnvSchema } from './config/env.schema.js';
import { loadEnv, parseEnv } from './config/load-env.js';

const { stdout, stderr, stdin, env } = process;
const terminal = new Terminal({ stdout, stderr, stdin, env });

/** commander's own errors: what was typed is wrong, or help was asked for. */
function endBy(error: Error & { code?: string }): never {
  const { code = '' } = error;
  if (code === 'commander.helpDisplayed' || code === 'commander.version') process.exit(EXIT.done);
  if (code === 'commander.help') process.exit(process.argv.includes('help') ? EXIT.done : EXIT.usage);
  if (code.startsWith('commander.')) {
    terminal.warn(error.message.replace(/^error: /, 'Error: '));
    terminal.warn(`Next: Nothing was done. Look at: ${PROGRAM} --help`);
    process.exit(EXIT.usage);
  }
  leave(error);
}

function leave(error: unknown): never {
  const { message, next, exitCode } = failureOf(error);
  terminal.warn(`Error: ${message}`);
  terminal.warn(`Next: ${next}`);
  process.exit(exitCode);
}

/** Help must open with wrong settings too: somebody may be looking for the right ones. Some verbs need none. */
function readSettings(): CliEnv {
  const offline = new Set(verbs.map(factsOf).flatMap(({ name, isOffline }) => (isOffline ? name : [])));
  const [verb] = process.argv.slice(2);
  const isHelp = verb === undefined || process.argv.some((word) => ['help', '-h', '--help'].includes(word));
  try {
    return isHelp || offline.has(verb) ? parseEnv(cliEnvSchema, {}) : loadEnv(cliEnvSchema);
  } catch (error) {
    return leave(error);
  }
}

await CommandFactory.run(CliModule.register(readSettings(), terminal), {
  cliName: PROGRAM,
  logger: false,
  outputConfiguration: { outputError: () => undefined }, // told by `endBy`
  errorHandler: endBy,
  serviceErrorHandler: endBy,
});
// What still runs, such as a migration that was given up, ends here.
process.exit();
