import { existsSync } from 'node:fs';
import type { z } from 'zod';

/** Every fault of the configuration at once, a line each; names and reasons, never a value. */
export class ConfigurationError extends Error {
  constructor(readonly faults: readonly { variable: string; reason: string }[]) {
    super(faults.map(({ variable, reason }) => `${variable} ${reason}`).join('\n'));
    this.name = 'ConfigurationError';
  }

  names(variable: string): boolean {
    return this.faults.some((fault) => fault.variable === variable);
  }
}

/**
 * Checks the settings against a schema: the service's or the CLI's.
 *
 * @throws ConfigurationError
 */
export function parseEnv<Schema extends z.ZodType>(
  schema: Schema,
  variables: NodeJS.ProcessEnv,
): z.infer<Schema> {
  const result = schema.safeParse(variables);
  if (result.success) return result.data;
  throw new ConfigurationError(
    result.error.issues.map((issue) => ({ variable: issue.path.join('.'), reason: reasonOf(issue) })),
  );
}

/**
 * The settings of this process, from its environment and, where there is one, from `.env`.
 * What the environment has wins.
 *
 * @throws ConfigurationError
 */
export function loadEnv<Schema extends z.ZodType>(schema: Schema): z.infer<Schema> {
  if (existsSync('.env')) process.loadEnvFile('.env');
  return parseEnv(schema, process.env);
}

/** What the search for a MongoDB binary needs to see; handed over, so that only this folder reads the environment. */
export function processEnvironment(): Record<string, string | undefined> {
  return process.env;
}

/** zod's own messages may quote what was given; ours name the rule instead. */
function reasonOf(issue: {
  code: string;
  message: string;
  minimum?: unknown;
  maximum?: unknown;
  values?: unknown;
}): string {
  switch (issue.code) {
    case 'too_small':
      return `must be at least ${String(issue.minimum)}`;
    case 'too_big':
      return `must be at most ${String(issue.maximum)}`;
    case 'invalid_value':
      return `must be one of ${(issue.values as string[]).join(', ')}`;
    case 'invalid_type':
      return issue.message.startsWith('is ') ? issue.message : 'must be a whole number';
    default:
      return issue.message;
  }
}
