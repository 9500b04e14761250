import { spawn } from 'node:child_process';
import { connect } from 'node:net';
import { type Readable } from 'node:stream';
import { type Environment } from './run-command.js';
import { siblingScript } from './sibling-script.js';

/** While it is held, the guardian keeps mongod running. It does not keep this process alive. */
export interface GuardianLink {
  readonly guardianPort: number;
  readonly mongodPid: number;
  /** Settles when mongod has ended, or once `leave` has been granted. */
  readonly closed: Promise<void>;
  /** Ends mongod if nobody else uses it, and then waits until it is down. */
  leave: () => Promise<void>;
}

export interface GuardianOrder {
  readonly binary: string;
  readonly args: readonly string[];
  readonly dbPath: string;
  readonly logPath: string;
  readonly environment: Environment;
}

const answerTimeoutMs = 3_000;

/** `undefined`: nobody there, about to end, or not the guardian of this data folder. */
export async function joinGuardian(guardianPort: number, dbPath: string): Promise<GuardianLink | undefined> {
  const socket = connect({ host: '127.0.0.1', port: guardianPort });
  const closed = new Promise<void>((resolve) =>
    socket.once('close', () => {
      resolve();
    }),
  );
  socket.on('error', () => socket.destroy());
  const timer = setTimeout(() => socket.destroy(), answerTimeoutMs);
  socket.write(`${dbPath}\n`);
  const line = await Promise.race([firstLine(socket), closed]);
  clearTimeout(timer);
  const mongodPid = pidIn(line);
  if (mongodPid === undefined) {
    socket.destroy();
    return undefined;
  }
  socket.resume().unref();
  const leave = async (): Promise<void> => {
    socket.ref().end();
    await closed;
  };
  return { guardianPort, mongodPid, closed, leave };
}

/**
 * Starts a guardian, which starts mongod at once; says nothing yet about mongod being ready.
 *
 * @returns the link and mongod's exit code, which settles after `link.closed`; no link if mongod ended at once
 */
export async function startGuardian(
  order: GuardianOrder,
): Promise<{ link: GuardianLink | undefined; exitCode: Promise<number> }> {
  const { environment, ...task } = order;
  const guardian = spawn(process.execPath, [siblingScript('guardian'), JSON.stringify(task)], {
    detached: true,
    stdio: ['ignore', 'pipe', 'ignore'],
    env: { ...environment, NODE_OPTIONS: '' },
  });
  const exitCode = new Promise<number>((resolve, reject) => {
    guardian.once('error', reject);
    guardian.once('exit', (code) => {
      resolve(code ?? 1);
    });
  });
  const line = await Promise.race([firstLine(guardian.stdout), exitCode]);
  guardian.stdout.destroy();
  guardian.unref();
  if (typeof line !== 'string') return { link: undefined, exitCode };
  const { port } = JSON.parse(line) as { port: number };
  return { link: await joinGuardian(port, order.dbPath), exitCode };
}

/** Never settles if the stream ends before. */
async function firstLine(stream: Readable): Promise<string> {
  return await new Promise((resolve) => {
    let text = '';
    stream.setEncoding('utf8').on('data', function read(chunk: string) {
      text += chunk;
      const end = text.indexOf('\n');
      if (end < 0) return;
      stream.off('data', read);
      resolve(text.slice(0, end));
    });
  });
}

function pidIn(line: unknown): number | undefined {
  try {
    const { mongodPid } = JSON.parse(String(line)) as { mongodPid?: unknown };
    return typeof mongodPid === 'number' ? mongodPid : undefined;
  } catch {
    return undefined;
  }
}
