// Real: bulk approval and its effects on one MongoDB. Fake: Discord and the time of the service.
import { BulkApprovals } from '../../src/modules/tasks/reviews/bulk-approvals.service.js';
import { postTask, useTestApp } from '../support/app/index.js';
import { aMemberAction, aSnowflake, aTaskCompletion } from '../support/builders/index.js';
import { useTestDatabase } from '../support/mongo/test-database.js';

const ROWS = 1_000;
const ROUNDS = 5;
/** A moderator waits for it, and is told "not confirmed yet" after 2.5 s. */
const AIM_MS = 2_500;

const database = useTestDatabase();
const testApp = useTestApp({ databaseUri: database.uri });

it(`${ROWS} submissions are approved while a moderator waits`, async () => {
  const tookMs: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const { postId: taskPostId, communityId } = await postTask(testApp(), { type: 'custom' });
    const guildId = testApp().server.guild.id;
    const submittedAt = testApp().clock.now();
    const proof = { text: 'cat.png', submittedAt };
    const given = { taskPostId, guildId, communityId, state: 'pending' } as const;
    const rows = Array.from({ length: ROWS }, () => {
      const row: ReturnType<typeof aTaskCompletion> & { verifiedAt?: Date } = {
        ...aTaskCompletion(given),
        proof,
      };
      delete row.verifiedAt;
      return row;
    });
    await database.db().collection('task_completions').insertMany(rows);
    const action = aMemberAction({ guildId, discordId: aSnowflake() });
    const startedAt = performance.now();
    const { approved } = await testApp()
      .get(BulkApprovals)
      .approve(action, taskPostId, Date.now() + 60_000);
    tookMs.push(performance.now() - startedAt);
    expect(approved).toBe(ROWS);
  }
  const median = tookMs.toSorted((a, b) => a - b)[Math.floor(ROUNDS / 2)]!;
  process.stderr.write(
    `${ROWS} approved in ${tookMs.map(Math.round).join(', ')} ms, median ${Math.round(median)} ms\n`,
  );
  expect(median).toBeLessThan(AIM_MS);
}, 120_000);
