import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const ROOT = join(__dirname, '../../..');
const START_LIMIT_MS = 60_000;

export interface Playground {
  readonly url: string;
  /** Ids by username. */
  readonly people: ReadonlyMap<string, string>;
  stop(): Promise<void>;
}

/** `npm run playground` as a newcomer runs it, on the bot that is built. */
export async function startPlayground(): Promise<Playground> {
  const child = spawn(process.execPath, ['playground/main.ts'], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, NODE_OPTIONS: '' },
  });
  const lines: string[] = [];
  const { promise, resolve, reject } = Promise.withResolvers<undefined>();
  const timer = setTimeout(() => {
    reject(new Error(`The playground did not come up:\n${lines.join('\n')}`));
  }, START_LIMIT_MS);
  child.once('exit', () => {
    reject(new Error(`The playground ended:\n${lines.join('\n')}`));
  });
  createInterface(child.stdout).on('line', (line) => {
    lines.push(line);
    if (line.includes('Ctrl-C')) resolve(undefined);
  });
  await promise.finally(() => {
    clearTimeout(timer);
  });
  const text = lines.join('\n');
  const people = [...text.matchAll(/^ {4}(\w+) +(\d{17,20})$/gm)].map(
    ([, name = '', id = '']) => [name, id] as const,
  );
  return { url: /Open +(http:\S+)/.exec(text)?.[1] ?? '', people: new Map(people), stop: () => end(child) };
}

async function end(child: ChildProcess): Promise<void> {
  const exit = once(child, 'exit');
  child.kill('SIGTERM');
  await exit;
}
