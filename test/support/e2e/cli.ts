import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Exit } from './bot.js';

export const ROOT = join(import.meta.dirname, '../../..');
const ENTRY = join(ROOT, 'dist/cli.js');
/** Every start compiles the same files. */
const COMPILE_CACHE = join(tmpdir(), 'discord-community-bot-compiled');
const PTY = join(import.meta.dirname, 'on_a_terminal.py');

export interface CliRun extends Exit {
  readonly stdout: string;
  readonly stderr: string;
}

export interface CliOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
}

/** Of a process of ours: nothing of this one's but where programs are. */
export const environmentOf = (env: Readonly<Record<string, string>>): Record<string, string | undefined> => ({
  PATH: process.env.PATH,
  HOME: process.env.HOME,
  NODE_COMPILE_CACHE: COMPILE_CACHE,
  ...env,
});

/** The built CLI as a process of its own, without a terminal. */
export class Cli {
  stdout = '';
  stderr = '';
  readonly child: ChildProcess;
  private readonly ended: Promise<unknown[]>;

  private constructor(command: string, args: readonly string[], { env = {}, cwd = ROOT }: CliOptions) {
    this.child = spawn(command, args, {
      cwd,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: environmentOf(env),
    });
    this.ended = once(this.child, 'close');
    this.child.stdout?.on('data', (chunk: Buffer) => (this.stdout += chunk.toString()));
    this.child.stderr?.on('data', (chunk: Buffer) => (this.stderr += chunk.toString()));
  }

  static start(args: readonly string[], options: CliOptions = {}): Cli {
    return new Cli(process.execPath, [ENTRY, ...args], options);
  }

  static async run(args: readonly string[], options: CliOptions = {}): Promise<CliRun> {
    return Cli.start(args, options).end();
  }

  /** On a terminal of 120 columns; `answer` is typed at the first question. Both outputs are one there. */
  static async inTerminal(
    args: readonly string[],
    { answer = '', ...options }: CliOptions & { answer?: string } = {},
  ): Promise<CliRun> {
    const pty = new Cli('python3', [PTY, answer, process.execPath, ENTRY, ...args], {
      ...options,
      env: { TERM: 'xterm-256color', ...options.env },
    });
    return pty.end();
  }

  signal(name: NodeJS.Signals): void {
    this.child.kill(name);
  }

  async end(): Promise<CliRun> {
    const [code, signal] = (await this.ended) as [number | null, NodeJS.Signals | null];
    return { code, signal, stdout: this.stdout, stderr: this.stderr };
  }
}

/** The one document of `--json`. */
export const documentOf = ({ stdout }: CliRun): Record<string, unknown> =>
  JSON.parse(stdout) as Record<string, unknown>;
