import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { tmpdir } from 'node:os';
import { createInterface } from 'node:readline';

export interface LogEntry {
  readonly level: string;
  readonly msg?: string;
  readonly [field: string]: unknown;
}

export interface Exit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

const ROOT = join(import.meta.dirname, '../../..');
const ENTRY = join(ROOT, 'dist/main.js');
/** Every start compiles the same files. */
const COMPILE_CACHE = join(tmpdir(), 'discord-community-bot-compiled');
const KILL_SWITCH = join(import.meta.dirname, 'kill-switch.mjs');
const WAIT_LIMIT_MS = 60_000;

/** One of the calls that it makes to MongoDB or Discord, counted by its name from `armed` on. */
export interface KillPoint {
  readonly name: string;
  readonly nth: number;
  /** It goes out, or its answer comes. */
  readonly when: 'before' | 'after';
}

export interface BotOptions {
  /** Whether it takes the orders of `calls` and `killAt`. */
  readonly hasKillSwitch?: boolean;
}

/** The built bot as a process of its own, as a supervisor runs it. */
export class Bot {
  readonly logs: LogEntry[] = [];
  /** Everything it wrote to stderr: lines for the operator. */
  stderr = '';
  readonly exited: Promise<Exit>;
  private readonly child: ChildProcess;
  private readonly watchers = new Set<() => void>();

  private constructor(env: Record<string, string>, { hasKillSwitch = false }: BotOptions = {}) {
    const preloaded = hasKillSwitch ? ['--import', KILL_SWITCH] : [];
    this.child = spawn(process.execPath, ['--enable-source-maps', ...preloaded, ENTRY], {
      cwd: ROOT,
      stdio: ['ignore', 'pipe', 'pipe', ...(hasKillSwitch ? ['ipc' as const] : [])],
      env: {
        PATH: process.env.PATH,
        HOME: process.env.HOME,
        NODE_COMPILE_CACHE: COMPILE_CACHE,
        NODE_ENV: 'development',
        HOST: '127.0.0.1',
        PORT: '0',
        ...env,
      },
    });
    // A test that fails before its end must not leave a bot behind.
    const kill = (): void => void this.child.kill('SIGKILL');
    process.once('exit', kill);
    this.exited = new Promise((resolve) => {
      this.child.once('exit', (code, signal) => {
        process.off('exit', kill);
        resolve({ code, signal });
        this.wake();
      });
    });
    this.child.stderr?.on('data', (chunk: Buffer) => {
      this.stderr += chunk.toString();
    });
    if (this.child.stdout)
      createInterface(this.child.stdout).on('line', (line) => {
        this.read(line);
      });
  }

  /** Does not wait for anything. */
  static launch(env: Record<string, string>): Bot {
    return new Bot(env);
  }

  /** Waits until it serves members: connected, migrated, its commands known. */
  static async start(env: Record<string, string>, options?: BotOptions): Promise<Bot> {
    const bot = new Bot(env, options);
    await bot.logged('The service is up');
    await bot.logged(/^Commands (were synced|are current)$/);
    return bot;
  }

  /** The first entry with this message, now or later. @throws when the bot ends or is silent for a minute */
  async logged(msg: string | RegExp): Promise<LogEntry> {
    const matches = (entry: LogEntry): boolean =>
      typeof msg === 'string' ? entry.msg === msg : msg.test(entry.msg ?? '');
    return this.wait(() => this.logs.find(matches), `the log line ${String(msg)}`);
  }

  /** Where health and metrics are served. */
  async url(): Promise<string> {
    return String((await this.logged('Health and metrics are served')).url);
  }

  async health(path: '' | '/live' | '/ready'): Promise<{ status: number; body: unknown }> {
    const response = await fetch(`${await this.url()}/health${path}`);
    return { status: response.status, body: await response.json() };
  }

  /** The value of a metric, summed over its labels that match. */
  async metric(name: string, labels: Record<string, string> = {}): Promise<number> {
    const text = await (await fetch(`${await this.url()}/metrics`)).text();
    const wanted = Object.entries(labels).map(([key, value]) => `${key}="${value}"`);
    return text
      .split('\n')
      .filter((line) => line.startsWith(`${name}{`) || line.startsWith(`${name} `))
      .filter((line) => wanted.every((label) => line.includes(label)))
      .reduce((sum, line) => sum + Number(line.split(' ').at(-1)), 0);
  }

  /** The calls that it made since the last order, by their names; from now on they are counted anew. */
  calls(): Promise<ReadonlyMap<string, number>> {
    return this.order({});
  }

  /** Counts anew, and ends by SIGKILL at this call. */
  async killAt(point: KillPoint): Promise<void> {
    await this.order({ killAt: point });
  }

  get isRunning(): boolean {
    return this.child.exitCode === null && this.child.signalCode === null;
  }

  signal(name: NodeJS.Signals): void {
    this.child.kill(name);
  }

  async stop(): Promise<Exit> {
    if (this.isRunning) this.signal('SIGTERM');
    return this.exited;
  }

  private async order(order: object): Promise<ReadonlyMap<string, number>> {
    const answer = once(this.child, 'message');
    this.child.send(order);
    const [calls] = (await answer) as [[string, number][]];
    return new Map(calls);
  }

  private async wait<Found>(find: () => Found | undefined, what: string): Promise<Found> {
    const { promise, resolve, reject } = Promise.withResolvers<Found>();
    const look = (): void => {
      const found = find();
      if (found !== undefined) resolve(found);
      else if (!this.isRunning) reject(new Error(`The bot ended without ${what}\n${this.story()}`));
    };
    const timer = setTimeout(() => {
      reject(new Error(`Waited in vain for ${what}\n${this.story()}`));
    }, WAIT_LIMIT_MS);
    this.watchers.add(look);
    look();
    return promise.finally(() => {
      clearTimeout(timer);
      this.watchers.delete(look);
    });
  }

  private story(): string {
    return [...this.logs.slice(-15).map((entry) => JSON.stringify(entry)), this.stderr].join('\n');
  }

  private read(line: string): void {
    this.logs.push(JSON.parse(line) as LogEntry);
    this.wake();
  }

  private wake(): void {
    for (const watcher of this.watchers) watcher();
  }
}
