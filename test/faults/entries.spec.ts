// Real: the built bot as a process that is killed, MongoDB, the local Discord. Fake: how fast claims run out.
import { killAtEach, useCourse } from '../support/e2e/course.js';
import { type EntryDeeds, entryDeeds } from '../support/e2e/entry-deeds.js';

const course = useCourse();
let deeds: EntryDeeds;
beforeAll(async () => {
  deeds = await entryDeeds(course().stack, course().db);
});

it(
  'killed at each call between a press and the paid entry: paid with the entry, once',
  async () => {
    await killAtEach(course(), deeds.paidEntry, await course().kills.pointsOf(deeds.paidEntry));
  },
  60 * 60_000,
);

it(
  'killed at each call between a cancellation and the last refund: each price is given back, once',
  async () => {
    await killAtEach(course(), deeds.cancellation, await course().kills.pointsOf(deeds.cancellation));
  },
  60 * 60_000,
);
