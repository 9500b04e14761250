import { createHash } from 'node:crypto';
import { type FormField, type Sent, sentTo } from '../../../infra/discord/index.js';
import { MINUTE_MS } from '../../../kernel/clock.js';
import { durationText, parseDuration } from '../../../kernel/duration.js';
import { cleanLine, lengthOf, parseWholeNumber } from '../../../kernel/text.js';
import { TASK_LIMITS, type TaskContent, type TaskData } from '../schemas/task-post.schema.js';
import type { Fault } from '../tasks.rules.js';
import type { Timing } from '../life/life.pipelines.js';
import type { Verifier } from '../verifiers/verifier.port.js';
import { CAMPAIGN, COOLDOWN, PLACES, TEXTS, TRIES } from './task-fields.js';
import { isBetween, readTexts } from './task-form.rules.js';
import { readTiming, timingFields, timingOf } from './timing-form.rules.js';

export const EDIT_PARTS = ['texts', 'asks', 'timing', 'places'] as const;
export type EditPart = (typeof EDIT_PARTS)[number];
export const isEditPart = (part: string): part is EditPart =>
  (EDIT_PARTS as readonly string[]).includes(part);

/** New values; `undefined` takes one out. */
export type Changes = { readonly [Key in keyof TaskContent]?: TaskContent[Key] | undefined };
export type Read =
  | { readonly changes: Changes }
  /** Of what the clock acts on: when that is its turn follows from it. */
  | { readonly timing: Timing }
  | { readonly faults: readonly Fault[] };

/** What is being changed, what its type says to that, and where and when it is. */
export interface Edited {
  readonly task: TaskData;
  readonly guildId: string;
  readonly verifier: Verifier;
  /** Of the community: in it dates are typed. */
  readonly zone: string;
  readonly now: Date;
}

/** What is changed together, in one form. */
interface Part {
  fields(of: Edited): readonly FormField[];
  filledIn(of: Edited): Sent;
  read(sent: Sent, of: Edited): Read | Promise<Read>;
  /** What it changes: a form that was opened before somebody else changed one of these is not taken. */
  readonly keys: readonly (keyof TaskData)[];
}

const texts: Part = {
  keys: ['title', 'description', 'points', 'campaign'],
  fields: () => [...TEXTS, CAMPAIGN],
  filledIn: ({ task: { title, description, points, campaign = '' } }) => ({
    title: [title],
    description: [description],
    points: [String(points)],
    campaign: [campaign],
  }),
  read: (sent) => {
    const read = readTexts(sent, false);
    const campaign = cleanLine(sentTo(sent, CAMPAIGN.id));
    const length = lengthOf(campaign);
    const faults: Fault[] =
      length > TASK_LIMITS.campaign ? [(t) => t.taskForm.faults.campaign(TASK_LIMITS.campaign, length)] : [];
    if ('faults' in read) return { faults: [...read.faults, ...faults] };
    if (faults.length > 0) return { faults };
    return { changes: { ...read.texts, campaign: campaign === '' ? undefined : campaign } };
  },
};

const asks: Part = {
  keys: ['asks'],
  fields: ({ verifier: { settings } }) => (settings === 'questions' ? [] : settings),
  filledIn: ({ task, verifier }) => verifier.filledIn(task.asks),
  read: async (sent, { verifier, guildId }) => {
    const read = await verifier.readAsks(sent, guildId);
    return 'faults' in read ? read : { changes: { asks: { ...read.asks } } };
  },
};

const timing: Part = {
  keys: ['startsAt', 'expiresAt', 'openMinutes', 'recurrence'],
  fields: timingFields,
  filledIn: timingOf,
  read: readTiming,
};

const places: Part = {
  keys: ['maxCompletions', 'maxAttempts', 'cooldownMinutes'],
  fields: () => [PLACES, TRIES, COOLDOWN],
  filledIn: ({ task: { maxCompletions, maxAttempts, cooldownMinutes } }) => ({
    places: [maxCompletions === undefined ? '' : String(maxCompletions)],
    tries: [String(maxAttempts)],
    cooldown: [durationText(cooldownMinutes * MINUTE_MS)],
  }),
  read: (sent) => {
    const typedPlaces = sentTo(sent, PLACES.id).trim();
    const maxCompletions = typedPlaces === '' ? undefined : parseWholeNumber(typedPlaces);
    const maxAttempts = parseWholeNumber(sentTo(sent, TRIES.id));
    const cooldownMs = parseDuration(sentTo(sent, COOLDOWN.id));
    const faults: Fault[] = [];
    if (maxCompletions !== undefined && !isBetween(maxCompletions, 1, TASK_LIMITS.places))
      faults.push((t) => t.taskForm.faults.places(t.common.number(TASK_LIMITS.places)));
    if (!isBetween(maxAttempts, 1, TASK_LIMITS.attempts))
      faults.push((t) => t.taskForm.faults.tries(TASK_LIMITS.attempts));
    if (!isBetween(cooldownMs, 0, TASK_LIMITS.cooldownMinutes * MINUTE_MS))
      faults.push((t) => t.taskForm.faults.cooldown);
    if (faults.length > 0 || maxCompletions === null || maxAttempts === null || cooldownMs === null)
      return { faults };
    return { changes: { maxCompletions, maxAttempts, cooldownMinutes: cooldownMs / MINUTE_MS } };
  },
};

export const parts: Readonly<Record<EditPart, Part>> = { texts, asks, timing, places };

/** Of what a form shows when it opens: the same later, nobody changed it meanwhile. */
export function seenOf(part: EditPart, task: TaskData): string {
  const values = parts[part].keys.map((key) => task[key] ?? null);
  return createHash('sha256').update(JSON.stringify(values)).digest('hex').slice(0, 12);
}
