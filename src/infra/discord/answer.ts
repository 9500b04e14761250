import { Logger } from '@nestjs/common';
import type { Interaction, RepliableInteraction } from 'discord.js';
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

const overdue = new WeakSet<Interaction>();

/** Whether the member was told "not confirmed yet", whatever came of it later. */
export const isOverdue = (interaction: Interaction): boolean => overdue.has(interaction);

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
  if (!(await settlesWithin(work, DECIDE_WITHIN_MS - ACKNOWLEDGE_WITHIN_MS))) {
    overdue.add(interaction);
    await attempt(interaction.editReply(edited(notConfirmed(interaction))));
  }
  await interaction.editReply(edited(render(await work)));
}

/** What was said beside a panel that stays as it is until the work on it has succeeded. */
interface KeptPanel {
  noticeId?: string | undefined;
}
const keptPanels = new WeakMap<Interaction, KeptPanel>();

/** Set while `updatePanel` has deferred: an error is then told beside the panel, never in its place. */
export const keptPanelOf = (interaction: Interaction): KeptPanel | undefined => keptPanels.get(interaction);

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
  const panel: KeptPanel = {};
  keptPanels.set(interaction, panel);
  if (!(await settlesWithin(work, DECIDE_WITHIN_MS - ACKNOWLEDGE_WITHIN_MS))) {
    overdue.add(interaction);
    panel.noticeId = (await attempt(interaction.followUp(privately(notConfirmed(interaction)))))?.id;
  }
  await interaction.editReply(edited(render(await work)));
  if (panel.noticeId !== undefined) await attempt(interaction.deleteReply(panel.noticeId));
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

const logger = new Logger('Answer');

const notConfirmed = (interaction: Interaction): View => notice(textsOf(interaction.locale).notConfirmed);

/** For what is said on the way: the answer itself is tried even if this fails. */
async function attempt<Result>(call: Promise<Result>): Promise<Result | undefined> {
  try {
    return await call;
  } catch (err) {
    logger.warn({ msg: 'Discord did not take a notice on the way to an answer', err });
    return undefined;
  }
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
