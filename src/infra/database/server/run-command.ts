import { execFile } from 'node:child_process';

export type Environment = Readonly<Record<string, string | undefined>>;

/** A variable's value; set to nothing counts as not set. */
export function settingIn(environment: Environment, name: string): string | undefined {
  const value = environment[name];
  return value === '' ? undefined : value;
}

/**
 * Runs a program to its end and returns what it printed.
 *
 * @throws Error whose message is one line: the last that the program wrote to stderr, or why it could not run
 */
export async function runCommand(
  file: string,
  args: readonly string[],
  options: { environment: Environment; timeoutMs: number },
): Promise<string> {
  return await new Promise((resolve, reject) => {
    const { environment, timeoutMs } = options;
    const settings = { env: { ...environment }, timeout: timeoutMs, killSignal: 'SIGKILL' as const };
    execFile(file, args, settings, (error, stdout, stderr) => {
      if (!error) resolve(stdout);
      else if (error.killed) reject(new Error(`no answer within ${timeoutMs / 1000} s`));
      else if (error.code === 'ENOENT') reject(new Error(`${file} is not installed`));
      else reject(new Error(lastLine(stderr) ?? `ended with ${error.code ?? error.signal ?? 'an error'}`));
    });
  });
}

function lastLine(text: string): string | undefined {
  return text
    .split('\n')
    .map((line) => line.trim())
    .findLast((line) => line !== '');
}
