import { readableText } from '../../../../playground/discord/readable-text.ts';
import { checkMessageComponents } from '../../../../playground/discord/validation/components.ts';
import { checkForm } from '../../../../playground/discord/validation/form.ts';
import { catalogues } from '../../../../src/locales/index.js';
import { CARD_TROUBLES } from '../../../../src/modules/cards/schemas/card.schema.js';
import {
  type DiscordTaskPost,
  TASK_LIMITS,
  TASK_STATUSES,
} from '../../../../src/modules/tasks/schemas/task-post.schema.js';
import type { Verifier } from '../../../../src/modules/tasks/verifiers/verifier.port.js';
import { taskCardView } from '../../../../src/modules/tasks/views/task-card.view.js';
import { aTaskPost } from '../../../support/builders/index.js';

const NOW = new Date('2026-06-01T12:00:00Z');
const IN_A_DAY = new Date('2026-06-02T12:00:00Z');
const LOCALES = Object.keys(catalogues);

const verifierSaying = (words: string): Verifier =>
  ({ howTo: () => words, pages: () => [] }) as unknown as Verifier;

interface Given {
  readonly howTo?: string;
  readonly requirements?: readonly string[];
  readonly isLinked?: boolean;
}

const drawn = (post: object, { howTo = 'Do it.', requirements = [], isLinked = true }: Given = {}) =>
  taskCardView(
    { post: post as DiscordTaskPost, verifier: verifierSaying(howTo), requirements, isLinked },
    NOW,
  );

const wordsOf = (view: object): string =>
  readableText({ content: '', embeds: [], components: view } as never);
const isDisabled = (view: object): boolean => JSON.stringify(view).includes('"disabled":true');

function aCard(taskData: object, card: object = {}): object {
  const post = aTaskPost({ createdAt: NOW, taskData: { expiresAt: IN_A_DAY, ...taskData } });
  return { ...post, card: { ...post.card, ...card } };
}

/** The texts of one message together. */
function lengthOf(view: unknown): number {
  if (Array.isArray(view)) return view.reduce((sum: number, one) => sum + lengthOf(one), 0);
  if (typeof view !== 'object' || view === null) return 0;
  const { content, components } = view as { content?: string; components?: unknown };
  return (content?.length ?? 0) + lengthOf(components ?? []);
}

function faultsOf(view: unknown): unknown {
  try {
    checkForm({ view }, (root) => {
      checkMessageComponents(root.at('view'), true);
    });
    return null;
  } catch (error) {
    return error;
  }
}

describe('the card', () => {
  it.each(LOCALES)(
    'fits into one message in %s, whatever is typed, and in whichever state it is',
    (locale) => {
      for (const letter of ['*', '\u{1F600}', '#\n', '中'])
        for (const status of TASK_STATUSES)
          for (const kind of [undefined, ...CARD_TROUBLES]) {
            const taskData = {
              title: letter.repeat(TASK_LIMITS.title),
              description: letter.repeat(TASK_LIMITS.description),
              campaign: letter.repeat(TASK_LIMITS.campaign),
              points: TASK_LIMITS.maxPoints,
              maxCompletions: TASK_LIMITS.places,
              startsAt: IN_A_DAY,
              status,
            };
            const trouble = kind && { kind, since: NOW, hasPaused: true };
            const post = aCard(taskData, { wanted: TASK_LIMITS.places, ...(trouble && { trouble }) });
            const given = {
              howTo: letter.repeat(3_000),
              requirements: Array.from({ length: 10 }, () => letter.repeat(550)),
            };
            const view = drawn({ ...post, locale }, given);
            expect(faultsOf(view)).toBeNull();
            expect(lengthOf(view)).toBeLessThanOrEqual(4_000);
          }
    },
  );

  it('shows as many requirements as fit, and says how many there are besides', () => {
    const short = wordsOf(
      drawn(aCard({}), { requirements: ['the role Cat', 'an account older than 30 days'] }),
    );
    expect(short).toContain('an account older than 30 days');
    expect(short).not.toContain('more');
    const long = wordsOf(
      drawn(aCard({}), {
        requirements: Array.from({ length: 10 }, (_, nth) => `${nth}: ${'x'.repeat(900)}`),
      }),
    );
    expect(long).toContain('0: xxx');
    expect(long).toMatch(/and \d more: press \*Details\*/);
  });

  it.each([
    ['active', {}, false, 'ends'],
    ['scheduled', { startsAt: IN_A_DAY }, true, 'Not open yet'],
    ['paused', {}, true, 'Paused'],
    ['completed', {}, true, 'all places were taken'],
    ['expired', {}, true, 'the time is up'],
    ['cancelled', {}, true, 'Withdrawn'],
  ])(
    'of a task that is %s says so in words, and takes presses only while it is open',
    (status, given, isShut, words) => {
      const view = drawn(aCard({ status, ...given }));
      expect(wordsOf(view)).toContain(words);
      expect(isDisabled(view)).toBe(isShut);
    },
  );

  it('counts places where there is an end of them, and is shut while all are taken', () => {
    const some = drawn(aCard({ maxCompletions: 100 }, { wanted: 37 }));
    expect(wordsOf(some).replaceAll('*', '')).toContain('37 of 100 places taken');
    expect(isDisabled(some)).toBe(false);
    const all = drawn(aCard({ maxCompletions: 100 }, { wanted: 100 }));
    expect(wordsOf(all)).toContain('All places are taken');
    expect(isDisabled(all)).toBe(true);
  });

  it('is shut when the time is up, though nobody has closed the task yet, and where its server is not linked', () => {
    expect(isDisabled(drawn(aCard({ expiresAt: NOW })))).toBe(true);
    const elsewhere = drawn(aCard({}), { isLinked: false });
    expect(isDisabled(elsewhere)).toBe(true);
    expect(wordsOf(elsewhere)).toContain('not linked');
  });

  it('names its campaign, escaped', () => {
    expect(wordsOf(drawn(aCard({ campaign: '**Summer**' })))).toContain('Campaign: \\*\\*Summer\\*\\*');
  });
});
