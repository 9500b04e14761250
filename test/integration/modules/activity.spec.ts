// Real: the whole service with its log and projections, a MongoDB of this file. Fake: Discord and the time.
import { AuditTrail } from '../../../src/infra/audit/index.js';
import type { Projection } from '../../../src/infra/projections/index.js';
import { AccountsService } from '../../../src/modules/accounts/index.js';
import type { AllowlistEntry } from '../../../src/modules/allowlists/schemas/allowlist-entry.schema.js';
import {
  AccountEntriesProjection,
  AccountPointsProjection,
} from '../../../src/modules/analytics/account-activity.projection.js';
import { AllowlistViewsProjection } from '../../../src/modules/analytics/allowlist-views.projection.js';
import { ServerActivityProjection } from '../../../src/modules/analytics/server-activity.projection.js';
import { TaskViewsProjection } from '../../../src/modules/analytics/task-views.projection.js';
import type { DiscordTaskPost } from '../../../src/modules/tasks/schemas/task-post.schema.js';
import type { DiscordServerMapping } from '../../../src/modules/servers/schemas/server-mapping.schema.js';
import { useTestApp } from '../../support/app/index.js';
import { aSnowflake, aTaskPost, anEntry, anInteractionLog } from '../../support/builders/index.js';
import { useTestDatabase } from '../../support/mongo/test-database.js';

const database = useTestDatabase();
const testApp = useTestApp({ databaseUri: database.uri });
const DAY_MS = 86_400_000;
const logs = () => database.db().collection('discord_interaction_logs');
const ago = (ms: number): Date => new Date(testApp().clock.now().getTime() - ms);

it('of a server: interactions, active members, the newest of them, and what was ever posted', async () => {
  const { guild } = testApp().server;
  const member = aSnowflake();
  const at = (timestamp: Date, userId = aSnowflake()) =>
    anInteractionLog({ guildId: guild.id, userId, timing: { timestamp, processingTime: 1 } });
  const newest = ago(DAY_MS);
  await logs().deleteMany({});
  await logs().insertMany([
    at(newest, member),
    at(ago(2 * DAY_MS), member),
    at(ago(29 * DAY_MS)),
    at(ago(31 * DAY_MS)),
    anInteractionLog({ guildId: aSnowflake() }),
  ]);
  const record = jest.spyOn(testApp().get(AuditTrail), 'count').mockResolvedValueOnce(3);
  await testApp().get(ServerActivityProjection).recount(guild.id);
  record.mockRestore();
  const mapping = await database
    .db()
    .collection<DiscordServerMapping>('discord_server_mappings')
    .findOne({ guildId: guild.id });
  expect(mapping?.activityStats).toEqual({
    totalTasksCreated: 3,
    totalAllowlistsConnected: 0,
    totalInteractions: 4,
    activeMembers: 2,
    lastActivity: newest,
  });
});

it('of a task: who opened its details and how often, who tried it, and the reach among the members', async () => {
  const { guild } = testApp().server;
  const post = aTaskPost({ guildId: guild.id });
  const postId = post._id.toHexString();
  await database.db().collection<DiscordTaskPost>('discord_task_posts').insertOne(post);
  await database
    .db()
    .collection('discord_server_mappings')
    .updateOne({ guildId: guild.id }, { $set: { 'guildInfo.memberCount': 8 } });
  const viewed = (userId: string, customId = `tasks/details/${postId}`) =>
    anInteractionLog({ guildId: guild.id, userId, interaction: { type: 'component', customId } });
  const [ana, bo] = [aSnowflake(), aSnowflake()];
  const pressed = (userId: string, errorCode?: string) => ({
    ...viewed(userId, `tasks/complete/${postId}`),
    outcome: errorCode === undefined ? { status: 'done' } : { status: 'refused', errorCode },
  });
  await logs().insertMany([
    ...[ana, ana, bo].map((userId) => viewed(userId)),
    pressed(ana, 'TASK_NOT_DONE_YET'),
    pressed(ana),
    pressed(bo, 'TASK_NOT_DONE_YET'),
    { ...viewed(aSnowflake(), `tasks/take/${postId}/0`), outcome: { status: 'done' } },
    // These were not let in: the task was full or over.
    pressed(aSnowflake(), 'TASK_FULL'),
    pressed(aSnowflake(), 'TASK_CLOSED'),
    pressed(ana, 'TASK_ALREADY_COMPLETED'),
  ]);
  const views = testApp().get(TaskViewsProjection);
  expect(await views.openParents()).toContain(postId);
  await views.recount(postId);
  const found = await database
    .db()
    .collection<DiscordTaskPost>('discord_task_posts')
    .findOne({ _id: post._id });
  expect(found?.interactionStats).toMatchObject({ views: 3, uniqueViews: 2, pressed: 3, starts: 3 });
  expect(found?.analytics.performanceMetrics.reach).toBe(0.25);
});

it.each<[string, (app: ReturnType<typeof testApp>) => Projection, object, string | undefined]>([
  ['a server', (app) => app.get(ServerActivityProjection), { guildId: '1' }, '1'],
  ['no server, in a direct message', (app) => app.get(ServerActivityProjection), {}, undefined],
  [
    'a task',
    (app) => app.get(TaskViewsProjection),
    { interaction: { customId: `tasks/details/${'a'.repeat(24)}` } },
    'a'.repeat(24),
  ],
  [
    'no task, by a forged id',
    (app) => app.get(TaskViewsProjection),
    { interaction: { customId: 'tasks/details/x' } },
    undefined,
  ],
  [
    'a task, by a press that tries it',
    (app) => app.get(TaskViewsProjection),
    { interaction: { customId: `tasks/complete/${'a'.repeat(24)}` } },
    'a'.repeat(24),
  ],
  [
    'an allowlist, by a press of Enter',
    (app) => app.get(AllowlistViewsProjection),
    { interaction: { customId: `allowlists/enter/${'a'.repeat(24)}` } },
    'a'.repeat(24),
  ],
  [
    'no allowlist, by the form that follows',
    (app) => app.get(AllowlistViewsProjection),
    { interaction: { customId: `allowlists/entered/${'a'.repeat(24)}` } },
    undefined,
  ],
  [
    'no task, by another control',
    (app) => app.get(TaskViewsProjection),
    { interaction: { customId: `tasks/fix/${'a'.repeat(24)}` } },
    undefined,
  ],
])('a row of the log makes %s dirty', (_, projection, fullDocument, parent) => {
  expect(projection(testApp()).parentOf({ fullDocument } as never)).toBe(parent);
});

it('of an account: what was earned and entered in all servers, also when points are spent again', async () => {
  const member = aSnowflake();
  await testApp().get(AccountsService).ensure(member);
  const row = (source: string, amount: number, at: string) => ({
    source,
    sourceId: aSnowflake(),
    communityId: aSnowflake(),
    discordId: member,
    amount,
    at: new Date(at),
  });
  await database
    .db()
    .collection('points_ledger')
    .insertMany([
      row('task', 50, '2026-11-22T10:00:00Z'),
      row('task', 30, '2026-11-23T09:00:00Z'),
      row('entry', -40, '2026-11-23T10:00:00Z'),
      row('refund', 40, '2026-11-23T11:00:00Z'),
    ]);
  const createdAt = new Date('2026-11-23T12:00:00Z');
  await database
    .db()
    .collection<AllowlistEntry>('allowlist_entries')
    .insertOne(anEntry({ discordId: member, createdAt }));
  await testApp().get(AccountPointsProjection).recount(member);
  const account = await database.db().collection('discord_account_links').findOne({ discordId: member });
  expect(account?.activityStats).toEqual({
    totalTasksCompleted: 2,
    totalPointsEarned: 80,
    totalAllowlistEntries: 1,
    totalWins: 0,
    streak: 2,
    lastActivity: createdAt,
  });
  expect(await testApp().get(AccountPointsProjection).openParents()).toContain(member);
  expect(await testApp().get(AccountEntriesProjection).openParents()).toContain(member);
});
