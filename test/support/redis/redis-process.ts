import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { freePort } from '../../../src/infra/database/server/own-mongod.js';
import type { OutsideTool } from '../outside-tool.js';

export const REDIS: OutsideTool = {
  commands: ['redis-server', 'valkey-server'],
  install: 'apt-get install redis-server',
};

/** A Redis of a test's own, in memory only, on a port that stays the same. */
export class RedisProcess {
  private child: ChildProcess | undefined;

  private constructor(
    private readonly command: string,
    private readonly port: number,
    private readonly folder: string,
  ) {}

  /** Not running yet. */
  static async prepare(command: string): Promise<RedisProcess> {
    return new RedisProcess(command, await freePort(), await mkdtemp(join(tmpdir(), 'community-bot-redis-')));
  }

  get url(): string {
    return `redis://127.0.0.1:${String(this.port)}`;
  }

  /** Returns when it answers. */
  async start(): Promise<void> {
    const address = ['--port', String(this.port), '--bind', '127.0.0.1', '--dir', this.folder];
    const child = spawn(this.command, [...address, '--save', '', '--appendonly', 'no'], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    this.child = child;
    // A test that fails before its end must not leave it behind.
    process.once('exit', () => child.kill('SIGKILL'));
    for await (const line of createInterface({ input: child.stdout }))
      if (line.includes('Ready to accept connections')) break;
    child.stdout.resume();
    if (child.exitCode !== null) throw new Error(`${this.command} ended with ${String(child.exitCode)}`);
  }

  /** Returns when it is gone; nothing it had is left. Also ends a frozen one. */
  async kill(): Promise<void> {
    const { child } = this;
    if (child?.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGKILL');
    await once(child, 'exit');
  }

  /** Connections stay open and new ones are taken, and nothing is answered. */
  freeze(): void {
    this.child?.kill('SIGSTOP');
  }

  thaw(): void {
    this.child?.kill('SIGCONT');
  }

  async remove(): Promise<void> {
    await this.kill();
    await rm(this.folder, { recursive: true, force: true });
  }
}
