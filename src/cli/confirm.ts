import { InterruptedError, UsageError } from './cli-errors.js';
import type { Terminal } from './terminal.js';

export interface Confirmation {
  /** What is about to happen, as a question with the target in it. */
  readonly question: string;
  /** `--yes` */
  readonly isGiven: boolean;
  readonly isProduction: boolean;
}

/**
 * Returns when the operator agrees: by `--yes`, or outside production by a prompt on a terminal.
 *
 * @throws UsageError not agreed to; nothing was done
 */
export async function confirm(
  terminal: Terminal,
  { question, isGiven, isProduction }: Confirmation,
  signal: AbortSignal,
): Promise<void> {
  if (isGiven) return;
  if (isProduction)
    throw new UsageError(`${question} This is production.`, 'Nothing was done. Add --yes if you mean it.');
  if (!terminal.isInteractive)
    throw new UsageError(
      `${question} There is no terminal to ask on.`,
      'Nothing was done. Add --yes if you mean it.',
    );
  if (!(await ask(question, signal))) throw new UsageError('Not confirmed', 'Nothing was done.');
}

async function ask(question: string, signal: AbortSignal): Promise<boolean> {
  const { confirm: prompt } = await import('@inquirer/prompts'); // heavy, and seldom needed
  try {
    return await prompt({ message: question, default: false }, { output: process.stderr, signal });
  } catch (error) {
    signal.throwIfAborted();
    // In raw mode Ctrl-C is a key, no signal.
    if (error instanceof Error && error.name === 'ExitPromptError') throw new InterruptedError('SIGINT');
    throw error;
  }
}
