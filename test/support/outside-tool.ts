import { execFileSync } from 'node:child_process';
import { constants, accessSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** A program that the tests use and npm doesn't bring; `.ci/run` installs each. */
export interface OutsideTool {
  /** Any of these serves; the first that is found is taken. */
  readonly commands: readonly string[];
  readonly install: string;
}

/**
 * A `describe` for specs that need an outside tool. Without it they are skipped, with the reason in
 * their title, from where `test/run.ts` takes it; with CI=true they fail, because CI installs it.
 */
export function describeWith(tool: OutsideTool, title: string, specs: (command: string) => void): void {
  const command = tool.commands.find((name) => fileOf(name) !== undefined);
  if (command !== undefined) {
    describe(title, () => {
      specs(command);
    });
    return;
  }
  const reason = `${tool.commands.join(' or ')} is not on the PATH: ${tool.install}`;
  if (process.env.CI === 'true') {
    it(title, () => {
      throw new Error(reason);
    });
  } else {
    describe.skip(`${title} [not run: ${reason}]`, () => {
      specs('');
    });
  }
}

/** What the tool prints. @throws with what it said, when it ends with another code than 0 */
export function outputOf(command: string, args: readonly string[], input?: string): string {
  try {
    return execFileSync(command, args, { input, encoding: 'utf8', stdio: 'pipe' });
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string };
    throw new Error([`${command} ${args.join(' ')}`, stdout, stderr].join('\n'), { cause: error });
  }
}

/** Where on the PATH a command is. */
export function fileOf(command: string): string | undefined {
  const folders = (process.env.PATH ?? '').split(delimiter);
  return folders.map((folder) => join(folder, command)).find(isExecutable);
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
