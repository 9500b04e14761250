import fc from 'fast-check';
import { CLOSED_STATUSES, TASK_STATUSES } from '../../../../src/modules/tasks/schemas/task-post.schema.js';
import { mayFollow, sourcesOf, TRANSITIONS } from '../../../../src/modules/tasks/life/task-life.rules.js';

describe('the life of a task', () => {
  it('goes one way: nothing becomes a draft or scheduled again, and only a pause leads back', () => {
    expect(sourcesOf('draft')).toEqual([]);
    expect(sourcesOf('scheduled')).toEqual(['draft']);
    expect(sourcesOf('active')).toEqual(['draft', 'scheduled', 'paused']);
    expect(sourcesOf('paused')).toEqual(['active']);
    for (const status of CLOSED_STATUSES) expect(TRANSITIONS[status]).toEqual([]);
  });

  it('ends at the latest with a final state, from which nothing leads anywhere', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...TASK_STATUSES), { maxLength: 40 }), (wishes) => {
        let status = TASK_STATUSES[0] as (typeof TASK_STATUSES)[number];
        let isOver = false;
        for (const wish of wishes) {
          if (!mayFollow(status, wish)) continue;
          expect(isOver).toBe(false);
          status = wish;
          isOver = CLOSED_STATUSES.includes(status);
        }
      }),
    );
  });
});
