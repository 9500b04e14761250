// Real: the built bot as a process that is killed, MongoDB, the local Discord, which remembers nonces of the
// channel for a second. Fake: how fast claims run out, and for all but the closing itself the wait that follows it.
import type { KillPoint } from '../support/e2e/bot.js';
import { killAtEach, useCourse } from '../support/e2e/course.js';
import { type DrawDeeds, drawDeeds } from '../support/e2e/draw-deeds.js';

const HOUR_MS = 60 * 60_000;
const course = useCourse();
let deeds: DrawDeeds;
const keyOf = ({ when, name, nth }: KillPoint): string => `${when} ${name} ${String(nth)}`;
let ofEach: readonly KillPoint[];
beforeAll(async () => {
  deeds = await drawDeeds(course().stack, course().db);
  ofEach = await course().kills.pointsOf(deeds.drawing);
}, 5 * 60_000);

it(
  'killed at each call of a draw and what follows it: the same winners, one commitment, one announcement, each told once',
  async () => {
    await killAtEach(course(), deeds.drawing, ofEach);
  },
  HOUR_MS,
);

it.each([
  ['the end of an allowlist', 'ending'],
  ['a place that is passed over', 'passingOver'],
] as const)(
  'killed at each call that %s adds to it: the same',
  async (_, deed) => {
    const known = new Set(ofEach.map(keyOf));
    const points = await course().kills.pointsOf(deeds[deed]);
    await killAtEach(
      course(),
      deeds[deed],
      points.filter((point) => !known.has(keyOf(point))),
    );
  },
  HOUR_MS,
);
