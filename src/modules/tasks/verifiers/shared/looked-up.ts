import { DiscordRefusedError } from '../../../../infra/discord/index.js';
import { SECOND_MS } from '../../../../kernel/clock.js';
import { within } from '../../../../kernel/within.js';
import { CannotCheckError } from '../../tasks.errors.js';
import type { Fault } from '../../tasks.rules.js';

const LOOK_WITHIN_MS = 4 * SECOND_MS;

const tryAgain: Fault = (texts) => texts.taskTypes.tryAgain;

/** The words where Discord says no, and will again. */
export interface WhenRefused {
  /** The message is not there. */
  readonly gone: Fault;
  /** The place is gone, or not for us. */
  readonly closed: Fault;
}

export const NOT_IN_SERVER: WhenRefused = { gone: tryAgain, closed: tryAgain };

/**
 * What Discord says at this moment. What can't be looked at is not done.
 *
 * @throws CannotCheckError
 */
export async function lookedUp<Found>(look: Promise<Found>, words: WhenRefused): Promise<Found> {
  try {
    return await within(LOOK_WITHIN_MS, look);
  } catch (error) {
    throw new CannotCheckError(`Discord did not tell: ${String(error)}`, wordsFor(error, words));
  }
}

/** The same for managers who name what is to be looked at: what is wrong with it, if anything is. */
export async function faultIn(look: Promise<unknown>, words: WhenRefused): Promise<Fault | undefined> {
  try {
    await within(LOOK_WITHIN_MS, look);
    return undefined;
  } catch (error) {
    return wordsFor(error, words);
  }
}

function wordsFor(error: unknown, { gone, closed }: WhenRefused): Fault {
  if (error instanceof CannotCheckError) return (texts) => error.publicText(texts);
  if (!(error instanceof DiscordRefusedError)) return tryAgain;
  if (error.isMessageGone) return gone;
  return error.isPlaceUnusable ? closed : tryAgain;
}
