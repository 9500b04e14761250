import { Injectable } from '@nestjs/common';
import { Option } from 'nest-commander';
import type { MaintenanceDatabase, MaintenanceSession } from '../infra/database/maintenance-database.js';
import type { Clock } from '../kernel/clock.js';
import { CliCommand, type CommonOptions, type Outcome } from './cli-command.js';
import { confirm } from './confirm.js';
import { unlessAborted } from './interruption.js';
import type { Terminal } from './terminal.js';

export interface DatabaseOptions extends CommonOptions {
  readonly yes?: boolean;
}

/** What a verb on the database has in hand. */
export interface DatabaseCall<Options> extends MaintenanceSession {
  readonly options: Options;
  readonly parameters: readonly string[];
  /** Fires at Ctrl-C, SIGTERM and `--timeout`; its reason is an error with the exit code. */
  readonly signal: AbortSignal;
  /** Call it before anything is changed that can't be undone. @throws UsageError the operator said no, or can't */
  confirm(question: string): Promise<void>;
}

/** What verbs on the database need; one parameter, so that a verb adds only its own. */
export class CliTools {
  constructor(
    readonly terminal: Terminal,
    readonly database: MaintenanceDatabase,
    readonly clock: Clock,
    readonly isProduction: boolean,
  ) {}
}

/** A verb that works on the database: opens it, shows which one it is, closes it. */
@Injectable() // so that its constructor counts for verbs without one of their own
export abstract class DatabaseCommand<
  Options extends DatabaseOptions = DatabaseOptions,
> extends CliCommand<Options> {
  /**
   * Whether `execute` ends by its signal, soon and in order. Otherwise the process leaves it in the middle:
   * right for what only reads.
   */
  protected readonly endsBySignal: boolean = false;

  constructor(protected readonly tools: CliTools) {
    super(tools.terminal);
  }

  /** Whether it changes the database; then production needs `--yes`. */
  protected readonly isWriting: (options: Options) => boolean = () => false;

  protected abstract execute(call: DatabaseCall<Options>): Promise<Outcome>;

  @Option({
    flags: '-y, --yes',
    description: 'Agree to what would be asked; production needs it for changes',
  })
  parseYes(): boolean {
    return true;
  }

  protected override async perform(
    options: Options,
    parameters: readonly string[],
    signal: AbortSignal,
  ): Promise<Outcome> {
    let isBound = false;
    const work = this.tools.database.use(async (session) => {
      signal.throwIfAborted();
      this.terminal.say(`${this.terminal.styledTalk('bold', 'Database:')} ${session.target}`);
      const question = `This changes ${session.target}.`;
      if (this.isWriting(options) && this.tools.isProduction) await this.agree(question, options, signal);
      isBound = this.endsBySignal;
      const outcome = await this.execute({
        ...session,
        options,
        parameters,
        signal,
        confirm: (question) => this.agree(question, options, signal),
      });
      return { ...outcome, result: { target: session.target, ...outcome.result } };
    });
    return unlessAborted(signal, work, () => isBound);
  }

  private agree(question: string, { yes: isGiven = false }: Options, signal: AbortSignal): Promise<void> {
    const { isProduction } = this.tools;
    return confirm(this.terminal, { question, isGiven, isProduction }, signal);
  }
}
