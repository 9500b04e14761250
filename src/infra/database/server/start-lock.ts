import { randomUUID } from 'node:crypto';
import { readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { isAlive } from './is-alive.js';

const heartbeatMs = 1_000;

/**
 * Lets one process at a time look for a binary and start mongod on a data folder.
 *
 * It only saves work: should two hold it, mongod's own lock on its data files still lets one win.
 * A lock is abandoned when its process is gone, or when its heartbeat has been missing for `abandonedAfterMs`.
 */
export class StartLock {
  private lastBeat = { mtimeMs: 0, seenAt: 0 };
  private readonly path: string;
  private readonly abandonedAfterMs: number;

  constructor(path: string, abandonedAfterMs = 10_000) {
    this.path = path;
    this.abandonedAfterMs = abandonedAfterMs;
  }

  /** The function that releases it, or `undefined` while another process holds it. */
  async tryAcquire(): Promise<(() => Promise<void>) | undefined> {
    const content = `${process.pid} ${randomUUID()}`;
    if (await this.create(content)) return this.hold(content);
    if (await this.isAbandoned()) await rm(this.path, { force: true });
    return undefined;
  }

  private async create(content: string): Promise<boolean> {
    return await writeFile(this.path, content, { flag: 'wx' }).then(
      () => true,
      (error: unknown) => {
        if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
        throw error;
      },
    );
  }

  private hold(content: string): () => Promise<void> {
    const beat = setInterval(() => {
      const now = new Date();
      utimes(this.path, now, now).catch(() => undefined); // taken over: mongod's own lock decides
    }, heartbeatMs);
    return async () => {
      clearInterval(beat);
      const current = await readFile(this.path, 'utf8').catch(() => undefined);
      if (current === content) await rm(this.path, { force: true });
    };
  }

  private async isAbandoned(): Promise<boolean> {
    const [content, file] = await Promise.all([
      readFile(this.path, 'utf8').catch(() => undefined),
      stat(this.path).catch(() => undefined),
    ]);
    if (content === undefined || file === undefined) return false; // released a moment ago
    const pid = Number.parseInt(content, 10);
    if (pid > 0 && !isAlive(pid)) return true;
    if (file.mtimeMs !== this.lastBeat.mtimeMs) {
      this.lastBeat = { mtimeMs: file.mtimeMs, seenAt: performance.now() };
      return false;
    }
    return performance.now() - this.lastBeat.seenAt > this.abandonedAfterMs;
  }
}
