import { Logger } from '@nestjs/common';
import type { Interaction, ModalSubmitInteraction, RepliableInteraction } from 'discord.js';
import { MessageFlags } from 'discord.js';
import { InfrastructureError } from '../../kernel/errors.js';
import { textsOf } from '../../locales/index.js';
import { type Scope, scope } from '../observability/index.js';
import { edited, notice, privately, type Shown, type View } from './components.js';

/** Until then an answer goes out in one call; after it the member sees "thinking". Discord waits 3 s. */
export const ACKNOWLEDGE_WITHIN_MS = 1_500;
/** After this an outcome is unknown, not failed. */
export const DECIDE_WITHIN_MS = 2_500;

/** A call did not answer in time: it may still have happened, so the person is told to look again. */
export class OutcomeUnknownError extends InfrastructureError {
  readonly code = 'OUTCOME_UNKNOWN';
  readonly retryable = true;
}

/** Beside the scope, not in it: log lines carry the scope. */
const arrivals = new WeakMap<Scope, number>();

/** From then on the time runs in which `answer` and its like must answer: a guard may have used some of it. */
export function noteArrival(interaction: Scope, atMs: number): void {
  arrivals.set(interaction, atMs);
}

function arrivedAtMs(): number {
  const running = scope.getStore();
  return (running && arrivals.get(running)) ?? performance.now();
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
  render: (outcome: Outcome) => Shown,
): Promise<void> {
  const sinceMs = arrivedAtMs();
  if (await settlesBefore(work, sinceMs + ACKNOWLEDGE_WITHIN_MS)) {
    await interaction.reply(privately(render(await work)));
    return;
  }
  await interaction.deferReply({ flags: MessageFlags.Ephemeral });
  if (!(await settlesBefore(work, sinceMs + DECIDE_WITHIN_MS))) {
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
  render: (outcome: Outcome) => Shown,
): Promise<void> {
  // A modal opened by a command has no panel to update.
  if (!interaction.isMessageComponent() && !(interaction.isModalSubmit() && interaction.isFromMessage())) {
    await answer(interaction, work, render);
    return;
  }
  const sinceMs = arrivedAtMs();
  if (await settlesBefore(work, sinceMs + ACKNOWLEDGE_WITHIN_MS)) {
    await interaction.update(edited(render(await work)));
    return;
  }
  await interaction.deferUpdate();
  const panel: KeptPanel = {};
  keptPanels.set(interaction, panel);
  if (!(await settlesBefore(work, sinceMs + DECIDE_WITHIN_MS))) {
    overdue.add(interaction);
    panel.noticeId = (await attempt(interaction.followUp(privately(notConfirmed(interaction)))))?.id;
  }
  await interaction.editReply(edited(render(await work)));
  if (panel.noticeId !== undefined) await attempt(interaction.deleteReply(panel.noticeId));
}

/** For forms that a public message opens as well as a private panel: only the panel becomes the answer. */
export function answerInPlace<Outcome>(
  interaction: ModalSubmitInteraction,
  work: Promise<Outcome>,
  render: (outcome: Outcome) => View,
): Promise<void> {
  const isPrivate = interaction.message?.flags.has(MessageFlags.Ephemeral) ?? false;
  return (isPrivate ? updatePanel : answer)(interaction, work, render);
}

/**
 * For answers that can't be deferred, such as opening a modal, and for guards, after which there must be
 * time for the answer.
 *
 * @param limitMs since the interaction arrived
 * @throws OutcomeUnknownError when `work` has not ended in time
 */
export async function inTime<Outcome>(work: Promise<Outcome>, limitMs = DECIDE_WITHIN_MS): Promise<Outcome> {
  if (await settlesBefore(work, arrivedAtMs() + limitMs)) return work;
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

/** True when `work` ended, well or badly, by then; what has ended already is in time. */
async function settlesBefore(work: Promise<unknown>, byMs: number): Promise<boolean> {
  const { promise: timeUp, resolve } = Promise.withResolvers<false>();
  const timer = setTimeout(resolve, Math.max(byMs - performance.now(), 0), false);
  const settled = work.then(
    () => true,
    () => true,
  );
  const isSettled = await Promise.race([settled, timeUp]);
  clearTimeout(timer);
  return isSettled;
}
