// Real: the built bot as a process that is killed, MongoDB, the local Discord, which remembers no nonce of the
// channel. Fake: how fast claims run out, and for all but the closing itself the wait that follows it.
import type { KillPoint } from '../support/e2e/bot.js';
import { killAtEach, useCourse } from '../support/e2e/course.js';
import { type DrawDeeds, drawDeeds } from '../support/e2e/draw-deeds.js';

const HOUR_MS = 60 * 60_000;
const course = useCourse();
let deeds: DrawDeeds;
const done = new Set<string>();
beforeAll(async () => {
  deeds = await drawDeeds(course().stack, course().db);
});

/** Without those at which a draw was killed before. */
async function newPointsOf(deed: keyof DrawDeeds): Promise<KillPoint[]> {
  const points = await course().kills.pointsOf(deeds[deed]);
  const keyOf = ({ when, name, nth }: KillPoint): string => `${when} ${name} ${String(nth)}`;
  const fresh = points.filter((point) => !done.has(keyOf(point)));
  for (const point of fresh) done.add(keyOf(point));
  return fresh;
}

it.each([
  ['a draw and what follows it', 'drawing'],
  ['the end of an allowlist and its draw', 'ending'],
  ['a place that is passed over and the next one', 'passingOver'],
] as const)(
  'killed at each call of %s: the winners of its list, one commitment, one announcement, each told once',
  async (_, deed) => {
    await killAtEach(course(), deeds[deed], await newPointsOf(deed));
  },
  HOUR_MS,
);
