// Real: the built bot as a process that is killed, MongoDB, the local Discord. Fake: how fast claims run out.
import { awardedDeeds, type Deeds } from '../support/e2e/awarded-deeds.js';
import type { KillPoint } from '../support/e2e/bot.js';
import { killAtEach, useCourse } from '../support/e2e/course.js';

const SUBMISSIONS = 401;
/** Of 200 each. */
const BATCHES = 3;

const course = useCourse();
let deeds: Deeds;
beforeAll(async () => {
  deeds = await awardedDeeds(course().stack, course().db);
});

it.each(['onePress', 'approval'] as const)(
  'killed at each call between %s and its award: each award is there, once',
  async (deed) => {
    await killAtEach(course(), deeds[deed], await course().kills.pointsOf(deeds[deed]));
  },
  60 * 60_000,
);

it(
  'killed between the batches of a bulk approval: the rest is approved, each award is there, once',
  async () => {
    const bulk = () => deeds.bulkApproval(SUBMISSIONS);
    const points = await course().kills.pointsOf(bulk);
    const isOfBatch = ({ name, nth }: KillPoint): boolean =>
      nth <= BATCHES && name.startsWith('update task_completions') && name.includes('proof.submittedAt');
    const intent: KillPoint = { name: 'commitTransaction', nth: 1, when: 'after' };
    await killAtEach(course(), bulk, [intent, ...points.filter(isOfBatch)]);
  },
  30 * 60_000,
);
