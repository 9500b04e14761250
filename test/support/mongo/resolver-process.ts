import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

export interface ResolverProcess {
  readonly child: ChildProcess;
  readonly uri: string;
  readonly origin: string;
  readonly pid: number;
  /** Through `MongoServer.stop`; returns when the process has ended. */
  stop(): Promise<void>;
}

const folder = import.meta.dirname;
const typescript = ['--experimental-transform-types', '--no-warnings'];

/** Another Node process that resolves the server of a data folder, and holds it. */
export async function startResolverProcess(dataDir: string, document = 'x'): Promise<ResolverProcess> {
  const script = [
    ...typescript,
    '--import',
    join(folder, '..', 'register-ts.mjs'),
    join(folder, 'resolve-child.ts'),
  ];
  const child = spawn(process.execPath, [...script, dataDir, document], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, NODE_OPTIONS: '' },
  });
  const ended = once(child, 'exit');
  const line = await Promise.race([once(createInterface({ input: child.stdout }), 'line'), ended]);
  const answer = JSON.parse(String(line[0])) as Pick<ResolverProcess, 'uri' | 'origin' | 'pid'>;
  return {
    child,
    ...answer,
    async stop() {
      child.stdin.end();
      await ended;
    },
  };
}
