import type { RepliableInteraction } from 'discord.js';
import { MessageFlags } from 'discord.js';
import { InfrastructureError } from '../../kernel/errors.js';
import { textsOf } from '../../locales/index.js';
import { edited, notice, privately, type View } from './components.js';

/** Until then an answer goes out in one call; after it the member sees "thinking". Discord waits 3 s. */
export const ACKNOWLEDGE_WITHIN_MS = 1_500;
/** After this an outcome is unknown, not failed. */
export const DECIDE_WITHIN_MS = 2_500;

/** A call did not answer in time: it may still have happened, so the person is told to look again. */
export class OutcomeUnknownError extends InfrastructureError {
  readonly code = 'OUTCOME_UNKNOWN';
  readonly retryable = true;
}

/**
 * Answers privately with what `work` gives. When `work` is slow the answer is deferred in time, says
 * "not confirmed yet" once the outcome is unknown, and is edited when `work` ends at last.
 *
 * @throws what `work` throws; the filter words it
 */
export async function answer<Outcome>(
  interaction: RepliableInteraction,
  work: Promise<Outcome>,
  render: (outcome: Outcome) => View,
): Promise<void> {
  if (await settlesWithin(work, ACKNOWLEDGE_WITHIN_MS)) {
    await interaction.reply(privately(render(await work)));
    return;
  }
  await interaction.deferReply({ flags: MessageFlags.Ephemeral });
  await confirmLate(interaction, work);
  await interaction.editReply(edited(render(await work)));
}

/** `answer` for buttons and selects of a private panel: the panel itself becomes the answer. */
export async function updatePanel<Outcome>(
  interaction: RepliableInteraction,
  work: Promise<Outcome>,
  render: (outcome: Outcome) => View,
): Promise<void> {
  // A modal opened by a command has no panel to update.
  if (!interaction.isMessageComponent() && !(interaction.isModalSubmit() && interaction.isFromMessage())) {
    await answer(interaction, work, render);
    return;
  }
  if (await settlesWithin(work, ACKNOWLEDGE_WITHIN_MS)) {
    await interaction.update(edited(render(await work)));
    return;
  }
  await interaction.deferUpdate();
  await confirmLate(interaction, work);
  await interaction.editReply(edited(render(await work)));
}

/**
 * For answers that can't be deferred, such as opening a modal.
 *
 * @throws OutcomeUnknownError when `work` has not ended in time
 */
export async function inTime<Outcome>(work: Promise<Outcome>): Promise<Outcome> {
  if (await settlesWithin(work, DECIDE_WITHIN_MS)) return work;
  throw new OutcomeUnknownError('A call on an interaction path missed its deadline');
}

async function confirmLate(interaction: RepliableInteraction, work: Promise<unknown>): Promise<void> {
  if (await settlesWithin(work, DECIDE_WITHIN_MS - ACKNOWLEDGE_WITHIN_MS)) return;
  await interaction.editReply(edited(notice(textsOf(interaction.locale).notConfirmed)));
}

/** True when `work` ended, well or badly, within the time. */
async function settlesWithin(work: Promise<unknown>, limitMs: number): Promise<boolean> {
  const { promise: timeUp, resolve } = Promise.withResolvers<false>();
  const timer = setTimeout(resolve, limitMs, false);
  const settled = work.then(
    () => true,
    () => true,
  );
  const isSettled = await Promise.race([settled, timeUp]);
  clearTimeout(timer);
  return isSettled;
}
