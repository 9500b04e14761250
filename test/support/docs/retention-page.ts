import { mongo } from 'mongoose';
import type { CleanupStep } from '../../../src/infra/cleanup/index.js';
import { type Collection, type Expiry, type OrphanRule } from '../../../src/infra/database/schema/index.js';
import { cleanupSteps } from '../../../src/maintenance/cleanup/steps.js';
import { code, generatedFrom, page, table } from './markdown.js';

/** `docs/retention.md`, from the retention of all collections and the steps of the cleanup. */
export function retentionPage(collections: readonly Collection[]): string {
  // Never connected: only the names of the steps are asked for.
  const steps = cleanupSteps(new mongo.MongoClient('mongodb://localhost').db(), collections);
  return page(
    generatedFrom('the `retention` of the schemas in `src/**/*.schema.ts` and the steps of the cleanup'),
    '# Retention',
    'How long each row stays. One rule per collection: its TTL index, by which MongoDB deletes rows itself, and ' +
      'the filter of the cleanup are both made of it, so deleting twice is harmless and neither deletes what the other would keep. ' +
      'The cleanup runs by itself every `CLEANUP_INTERVAL_MINUTES`, in one process at a time, and as ' +
      '`discord-db-manager cleanup`, which only counts until it is told `--yes`.',
    '## What goes, and what stays',
    table(['Collection', 'What ends a row', 'It goes when', 'By', 'Never goes'], collections.map(rowOf)),
    '## What the cleanup does, in this order',
    'Small batches with pauses, in which members who wait come first. A run may stop after any batch, and two ' +
      'may run at once: each write repeats its condition.',
    table(['Step', 'Part', 'Does', 'What'], steps.map(stepRow)),
    [
      '- `--older-than 30d` asks for rows that are that long past their end. It always may ask for longer; for shorter only in these:',
      ...collections.flatMap(shortening),
      '- A count tells what is there now: what loses its parent by the very run comes on top.',
      '- Rows without a parent are a day old at least, so that a parent may be written after its child.',
      '- Points, balances, draws, their lists, and the audit trail are in no step.',
      '- A task whose end has passed is closed as `completed` if every place was taken, else as `expired`; its card shows the end.',
      '- An allowlist is never closed by the cleanup unless it was cancelled and nobody is owed anything: what reached its end is the draw’s.',
      '- A draft of a task goes by its age, however long its dates are ahead; an occurrence that waits to be posted is a draft, too.',
      '- A task goes 90 days after it was closed although its card could not be edited all that time.',
    ].join('\n'),
  );
}

function rowOf({ name, ends, retention: { expires, orphans, keeps } }: Collection): string[] {
  const whens = [...(expires ? [expiryWords(expires)] : []), ...(orphans ? [orphanWords(orphans)] : [])];
  const bys = [...(expires?.ttl ? [`TTL ${code(expires.ttl.name)}`] : []), ...(whens[0] ? ['cleanup'] : [])];
  return [code(name), ends, whens.join('; or ') || '–', bys.join(', ') || '–', keeps];
}

function expiryWords({ field, afterSeconds, when = {}, keptBy = [] }: Expiry): string {
  const age = afterSeconds === 0 ? 'is past' : `is ${spanOf(afterSeconds)} ago`;
  const only = Object.entries(when).map(([key, value]) => `, ${code(key)} is ${code(String(value))}`);
  const kept = keptBy.map((reference) => `nothing open in ${code(reference.in)} refers to it`).join(', ');
  return `${code(field)} ${age}${only.join('')}${kept === '' ? '' : `, and ${kept}`}`;
}

function orphanWords({ of, field, key = '_id', mayGo, kept }: OrphanRule): string {
  const owes = mayGo === undefined ? '' : ', and it owes nothing';
  const paid =
    kept === undefined
      ? ''
      : `; where ${Object.keys(kept.when).map(code).join(', ')} is there, only ${spanOf(kept.forSeconds)} after it was made`;
  return `no row of ${code(of)} has ${code(field)} as ${code(key)}${owes}${paid}`;
}

const stepRow = ({ name, group, does, describes }: CleanupStep): string[] => [
  code(name),
  code(`--${group}`),
  does,
  describes,
];

function shortening({ name, retention: { expires } }: Collection): string[] {
  if (expires?.atLeastSeconds === undefined) return [];
  return [`  - ${code(name)}: ${spanOf(expires.atLeastSeconds)}`];
}

function spanOf(seconds: number): string {
  return seconds % 86_400 === 0 ? `${String(seconds / 86_400)} days` : `${String(seconds / 3_600)} h`;
}
