import { Command } from 'nest-commander';
import { EXIT, EXIT_MEANINGS, type ExitCode } from './exit-codes.js';

export interface VerbFacts {
  /** Such as `migration:repair`. */
  readonly name: string;
  /** One sentence without a full stop. */
  readonly description: string;
  /** As commander has them, such as `<name>`. */
  readonly arguments?: string;
  readonly argsDescription?: Record<string, string>;
  /** What is typed behind the program's name, and what that does. */
  readonly examples: readonly (readonly [line: string, does: string])[];
  /** Needs neither settings nor MongoDB, and runs with wrong ones. */
  readonly isOffline?: true;
  /** Codes that this verb can end with besides 0, 1, 2, 6 and 130, or for which it has other words. */
  readonly exits?: Readonly<Partial<Record<ExitCode, string>>>;
}

export const PROGRAM = 'discord-db-manager';

const FACTS = Symbol('VerbFacts');

/** A verb of the CLI; `--help` and docs/cli.md are made from its facts. */
export function Verb(facts: VerbFacts): ClassDecorator {
  const { name, description, arguments: args, argsDescription } = facts;
  return (target) => {
    Reflect.defineMetadata(FACTS, facts, target);
    Command({
      name,
      description,
      ...(args !== undefined && { arguments: args }),
      ...(argsDescription && { argsDescription }),
    })(target as never);
  };
}

/** @throws TypeError the class is no verb */
export function factsOf(verb: object): VerbFacts {
  const facts = Reflect.getMetadata(FACTS, verb) as VerbFacts | undefined;
  if (facts === undefined) throw new TypeError('This class lacks @Verb');
  return facts;
}

/** Every code that a verb can end with, and what it means there. */
export function exitsOf({
  exits = {},
  isOffline,
}: VerbFacts): readonly (readonly [code: ExitCode, meaning: string])[] {
  const common: ExitCode[] = [EXIT.done, EXIT.error, EXIT.usage, EXIT.interrupted];
  if (isOffline !== true) common.push(EXIT.unreachable);
  const codes = [...new Set([...common, ...(Object.keys(exits).map(Number) as ExitCode[])])];
  return codes.sort((a, b) => a - b).map((code) => [code, exits[code] ?? EXIT_MEANINGS[code]]);
}

/** What `--help` shows below the options. */
export function helpTextOf(facts: VerbFacts): string {
  const width = Math.max(...facts.examples.map(([line]) => line.length));
  const examples = facts.examples.map(([line, does]) => `  ${PROGRAM} ${line.padEnd(width)}  ${does}`);
  const exits = exitsOf(facts).map(([code, meaning]) => `  ${String(code).padStart(3)}  ${meaning}`);
  return ['', 'Examples:', ...examples, '', 'Exit codes:', ...exits].join('\n');
}
