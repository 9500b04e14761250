import { Injectable } from '@nestjs/common';
import { CommandRunner, Option } from 'nest-commander';
import { UsageError } from './cli-errors.js';
import { EXIT, type ExitCode } from './exit-codes.js';
import { failureOf } from './failures.js';
import { interruptible } from './interruption.js';
import { Terminal } from './terminal.js';
import { factsOf, helpTextOf, PROGRAM } from './verb.js';

/** Options that every verb has. */
export interface CommonOptions {
  readonly json?: boolean;
  readonly quiet?: boolean;
  readonly timeout?: number;
}

/** How a verb ended. */
export interface Outcome {
  /** With `--json` this is the answer, beside `schema`; so times are Dates or ISO texts, sizes plain numbers. */
  readonly result: object;
  /** Without `--json` this is: what stdout gets. Empty: nothing. */
  readonly text: string;
  readonly exitCode?: ExitCode;
  /** What to do or type now, for stderr; needed wherever the exit code is not 0. */
  readonly next?: string;
}

/**
 * What all verbs share: `--json`, `--quiet`, `--timeout`, the way of errors to exit codes and of signals to
 * an AbortSignal. A verb returns its outcome and writes nothing to stdout itself.
 */
@Injectable() // so that its constructor counts for verbs without one of their own
export abstract class CliCommand<Options extends CommonOptions = CommonOptions> extends CommandRunner {
  constructor(protected readonly terminal: Terminal) {
    super();
  }

  protected abstract perform(
    options: Options,
    parameters: readonly string[],
    signal: AbortSignal,
  ): Promise<Outcome>;

  override async run(parameters: string[], options: Options = {} as Options): Promise<void> {
    if (options.quiet === true) this.terminal.beQuiet();
    try {
      const outcome = await interruptible(this.terminal, options.timeout, (signal) =>
        this.perform(options, parameters, signal),
      );
      this.tell(outcome, options);
    } catch (error) {
      this.tellFailure(error, options);
    }
  }

  /** What commander does by itself is made strict here: it would take words too many, and exit by itself. */
  override setCommand(command: Parameters<CommandRunner['setCommand']>[0]): this {
    const facts = factsOf(this.constructor);
    command.exitOverride().allowExcessArguments(false).addHelpText('after', helpTextOf(facts));
    return super.setCommand(command);
  }

  @Option({ flags: '--json', description: 'One JSON document on stdout, also for errors' })
  parseJson(): boolean {
    return true;
  }

  @Option({ flags: '-q, --quiet', description: 'Only data and errors' })
  parseQuiet(): boolean {
    return true;
  }

  @Option({ flags: '--timeout <seconds>', description: 'Give up after so many seconds' })
  parseTimeout(text: string): number {
    return wholeNumber('--timeout', text, { min: 1, max: 86_400 });
  }

  private tell({ result, text, exitCode = EXIT.done, next }: Outcome, { json }: CommonOptions): void {
    if (json === true)
      this.terminal.data(documentOf(factsOf(this.constructor).name, { ...result, exitCode, next }));
    else if (text !== '') this.terminal.data(text);
    if (next !== undefined) this.terminal.say(`${this.terminal.styledTalk('bold', 'Next:')} ${next}`);
    process.exitCode = exitCode;
  }

  private tellFailure(error: unknown, { json }: CommonOptions): void {
    const { code, message, next, exitCode } = failureOf(error);
    if (json === true) this.terminal.data(documentOf('error', { code, message, next, exitCode }));
    this.terminal.warn(`${this.terminal.styledTalk('red', 'Error:')} ${message}`);
    this.terminal.warn(`${this.terminal.styledTalk('bold', 'Next:')} ${next}`);
    process.exitCode = exitCode;
  }
}

/** The number grows when a field changes its meaning or goes; new fields may come at any time. */
const documentOf = (name: string, fields: object): string =>
  JSON.stringify({ schema: `${PROGRAM}/${name}/1`, ...fields }, null, 2);

/** @throws UsageError not a whole number within the bounds */
export function wholeNumber(
  option: string,
  text: string,
  { min, max }: { min: number; max: number },
): number {
  const value = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
  if (value >= min && value <= max) return value;
  throw new UsageError(
    `${option} takes a whole number from ${String(min)} to ${String(max)}, not "${text.slice(0, 40)}"`,
    'Nothing was done. Correct the option.',
  );
}
