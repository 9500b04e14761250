import { type ChildProcess, spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { botEnvironment, type BotSettings } from './bot-environment.ts';

/** What the playground needs to know of a log line of the bot. */
interface LogLine {
  readonly msg?: string;
  readonly url?: string;
}

export interface BotProcess {
  /** Where health and metrics are served. */
  readonly url: string;
  readonly logFile: string;
  /** Settles when the bot has ended, whoever ended it. */
  readonly ended: Promise<number | null>;
  /** Moves the bot's clock ahead of the machine's. */
  moveClock(movedByMs: number): void;
  stop(): Promise<number | null>;
}

const BOT_CLOCK = new URL('./bot-clock.ts', import.meta.url).href;
const START_LIMIT_MS = 180_000;

/**
 * Runs the built bot as it would run anywhere, and waits until it serves and its commands are known.
 *
 * @throws Error with the end of its log when it does not come up
 */
export async function startBot(entry: string, settings: BotSettings): Promise<BotProcess> {
  const { dataDir } = settings;
  const logFile = join(dataDir, 'bot.log');
  const child = spawn(process.execPath, ['--import', BOT_CLOCK, '--enable-source-maps', entry], {
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    // Not in the caller's folder: its .env is that of a real bot.
    cwd: dataDir,
    env: botEnvironment(process.env, settings),
  });
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const url = await comesUp(child, ended, logFile);
  return {
    url,
    logFile,
    ended,
    moveClock: (movedByMs) => {
      if (child.connected) child.send({ movedByMs });
    },
    stop: () => {
      child.kill('SIGTERM');
      return ended;
    },
  };
}

function comesUp(child: ChildProcess, ended: Promise<number | null>, logFile: string): Promise<string> {
  const lines: string[] = [];
  const log = createWriteStream(logFile, { flags: 'a' });
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const missing = new Set(['The service is up', 'Commands were synced']);
  let url = '';
  const read = (line: string): void => {
    lines.push(line);
    log.write(`${line}\n`);
    const entry = parse(line);
    if (entry.url !== undefined) url = entry.url;
    if (entry.msg !== undefined && missing.delete(entry.msg) && missing.size === 0) resolve(url);
    if (entry.msg?.startsWith('Fetching') === true) process.stdout.write(`  ${entry.msg}\n`);
  };
  for (const stream of [child.stdout, child.stderr]) if (stream) createInterface(stream).on('line', read);
  const fail = (why: string): void => {
    reject(new Error(`The bot did not start: ${why}\n${lines.slice(-20).join('\n')}`));
  };
  const timer = setTimeout(fail, START_LIMIT_MS, `not ready after ${START_LIMIT_MS / 1000} s`);
  void ended.then((code) => {
    fail(`it ended with ${String(code)}`);
    log.end();
  });
  return promise.finally(() => {
    clearTimeout(timer);
  });
}

function parse(line: string): LogLine {
  try {
    return JSON.parse(line) as LogLine;
  } catch {
    // A crash writes plain text; it is in the log file.
    return {};
  }
}
