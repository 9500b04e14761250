import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import { type CliOptions, type CliRun, environmentOf, ROOT } from './cli.js';

const HOST = join(import.meta.dirname, 'cli-lines.mjs');

type Answer = { readonly id: number; readonly ended: CliRun } | { readonly fault: string };

/**
 * The built CLI, many lines in one process, one after the other: for what a line does and says. What is of the
 * process itself (signals, terminals, kills, several at once, a file of a migration that changes) is a `Cli`.
 */
export class CliHost {
  private readonly child: ChildProcess;
  private readonly waiting = new Map<number, PromiseWithResolvers<CliRun>>();
  private lines = 0;

  constructor() {
    this.child = fork(HOST, { stdio: ['ignore', 'ignore', 'inherit', 'ipc'], env: environmentOf({}) });
    this.child.on('message', (answer: Answer) => {
      if ('fault' in answer) this.failAll(new Error(answer.fault));
      else this.waiting.get(answer.id)?.resolve(answer.ended);
    });
    this.child.on('exit', () => {
      this.failAll(new Error('The host of the CLI ended'));
    });
  }

  run(args: readonly string[], { env = {}, cwd = ROOT }: CliOptions = {}): Promise<CliRun> {
    const id = (this.lines += 1);
    const ended = Promise.withResolvers<CliRun>();
    this.waiting.set(id, ended);
    this.child.send({ id, args, cwd, env: environmentOf(env) });
    return ended.promise;
  }

  stop(): void {
    this.child.removeAllListeners();
    this.child.kill('SIGKILL');
  }

  private failAll(error: Error): void {
    for (const { reject } of this.waiting.values()) reject(error);
  }
}

/** Call it at the top of a spec: one host for its lines. */
export function useCliHost(): (args: readonly string[], options?: CliOptions) => Promise<CliRun> {
  let host: CliHost | undefined;
  afterAll(() => {
    host?.stop();
  });
  return (args, options) => (host ??= new CliHost()).run(args, options);
}
