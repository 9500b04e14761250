// Real: the whole service and a MongoDB of this file. Fake: Discord (the local one of the playground) and the time;
// crashes are errors thrown where the process would have died.
import { isPseudonym } from '../../../src/kernel/pseudonym.js';
import { IntegrityService } from '../../../src/maintenance/integrity/index.js';
import { DocumentEraser } from '../../../src/maintenance/privacy/document-eraser.js';
import { EraseMemberEffect } from '../../../src/maintenance/privacy/erase-member.effect.js';
import { ErasuresRepository } from '../../../src/maintenance/privacy/erasures.repository.js';
import { PersonalData } from '../../../src/modules/accounts/index.js';
import { EntriesService } from '../../../src/modules/allowlists/entries/entries.service.js';
import { EntryPayments } from '../../../src/modules/allowlists/entries/entry-payments.service.js';
import { SettleCompletionEffect } from '../../../src/modules/tasks/settle-completion.effect.js';
import { TasksService } from '../../../src/modules/tasks/tasks.service.js';
import { postTask, type PostedTask, useTestApp } from '../../support/app/index.js';
import { aMemberAction, anAllowlist, aSnowflake } from '../../support/builders/index.js';
import { useTestDatabase } from '../../support/mongo/test-database.js';

const database = useTestDatabase();
const testApp = useTestApp({ databaseUri: database.uri });
const rows = (name: string) => database.db().collection(name);
const PRICE = 20;

let task: PostedTask;
let connectionId: string;

const actionOf = (discordId: string) =>
  aMemberAction({ guildId: testApp().server.guild.id, discordId, username: 'Zaunkönig' });

/** Completes the task for 50 points, which are paid, and enters the allowlist for 20 of them. */
async function aMember({ isPaid = true } = {}): Promise<string> {
  const discordId = aSnowflake();
  await testApp().get(TasksService).complete(actionOf(discordId), task.postId);
  const completion = await rows('task_completions').findOne({ discordId });
  await testApp().get(SettleCompletionEffect).run(String(completion!._id));
  const pay = jest.spyOn(testApp().get(EntryPayments), 'pay');
  if (!isPaid) pay.mockResolvedValueOnce();
  await testApp().get(EntriesService).enter(actionOf(discordId), connectionId);
  pay.mockRestore();
  return discordId;
}

async function begin(discordId: string): Promise<string> {
  await testApp().get(PersonalData).requestErasure({ discordId, locale: 'en-US' });
  const row = await rows('erasures').findOne({ discordId });
  return String(row!._id);
}

const run = (id: string): Promise<void> => testApp().get(EraseMemberEffect).run(id);

const traces = async (discordId: string): Promise<string[]> => {
  const found: string[] = [];
  for (const { name } of await database.db().listCollections({ type: 'collection' }).toArray())
    for await (const row of rows(name).find()) if (JSON.stringify(row).includes(discordId)) found.push(name);
  return found;
};

const balanceFaults = async (): Promise<unknown> => {
  const report = await testApp()
    .get(IntegrityService)
    .run({ only: ['balances', 'owed-points'] });
  return report.checks.map(({ findings }) => findings);
};

const ledgerSum = async (): Promise<number> =>
  (await rows('points_ledger').find().toArray()).reduce((sum, { amount }) => sum + Number(amount), 0);

const counted = async () => {
  const allowlist = await rows('discord_allowlist_connections').findOne<{
    entryManagement: { totals: { entries: number } };
  }>({});
  return allowlist?.entryManagement.totals;
};

beforeAll(async () => {
  task = await postTask(testApp());
  const { guild, admin } = testApp().server;
  const allowlist = anAllowlist({
    guildId: guild.id,
    communityId: task.communityId,
    createdBy: admin.id,
    allowlistData: { entryPrice: { tokenType: 'points', amount: PRICE } },
  });
  connectionId = allowlist._id.toHexString();
  await rows('discord_allowlist_connections').insertOne({ ...allowlist });
});

it('killed after every one of its steps it goes on, and ends as if it never had been', async () => {
  const [discordId, other] = [await aMember(), await aMember()];
  const sum = await ledgerSum();
  const id = await begin(discordId);
  const repository = testApp().get(ErasuresRepository);
  const reallyMark = repository.markDone.bind(repository);
  const killed = new Set<string>();
  const mark = jest.spyOn(repository, 'markDone').mockImplementation(async (erasureId, step) => {
    if (killed.has(step)) return reallyMark(erasureId, step);
    killed.add(step);
    throw new Error(`killed after ${step}`);
  });
  for (let runs = 0; (await rows('erasures').countDocuments()) > 0 && runs < 100; runs += 1)
    await run(id).catch(() => undefined);
  mark.mockRestore();
  expect(killed.size).toBeGreaterThan(20);
  expect(await traces(discordId)).toEqual([]);
  expect(await ledgerSum()).toBe(sum);
  expect(await balanceFaults()).toEqual([0, 0]);
  const owners = (await rows('points_ledger').distinct('discordId')) as string[];
  expect(owners.filter(isPseudonym)).toHaveLength(1);
  expect(owners).toContain(other);
  expect(await counted()).toMatchObject({ entries: 1 });
});

it('ledger and balances change together, or not at all', async () => {
  const discordId = await aMember();
  const id = await begin(discordId);
  const documents = testApp().get(DocumentEraser);
  const reallyErase = documents.eraseIn.bind(documents);
  const erase = jest.spyOn(documents, 'eraseIn').mockImplementation(async (collection, ...rest) => {
    if (collection.name === 'balances') throw new Error('killed between the two');
    await reallyErase(collection, ...rest);
  });
  await expect(run(id)).rejects.toThrow('killed between the two');
  erase.mockRestore();
  expect(await rows('points_ledger').countDocuments({ discordId })).toBe(2);
  expect(await balanceFaults()).toEqual([0, 0]);
  await run(id);
  expect(await traces(discordId)).toEqual([]);
  expect(await balanceFaults()).toEqual([0, 0]);
});

it('two workers at once make one end of it', async () => {
  const discordId = await aMember();
  const id = await begin(discordId);
  await Promise.allSettled([run(id), run(id)]);
  for (let runs = 0; (await rows('erasures').countDocuments()) > 0 && runs < 10; runs += 1)
    await run(id).catch(() => undefined);
  expect(await traces(discordId)).toEqual([]);
  expect(await balanceFaults()).toEqual([0, 0]);
});

it('an open payment is finished first, so that nobody is in for nothing', async () => {
  const discordId = await aMember({ isPaid: false });
  expect(await rows('allowlist_entries').findOne({ discordId })).toMatchObject({ state: 'unpaid' });
  const before = await ledgerSum();
  await run(await begin(discordId));
  expect(await ledgerSum()).toBe(before - PRICE);
  expect(await traces(discordId)).toEqual([]);
  expect(await balanceFaults()).toEqual([0, 0]);
});

it('what the member earns between a crash and its end is a new account’s', async () => {
  const discordId = await aMember();
  const id = await begin(discordId);
  const documents = testApp().get(DocumentEraser);
  const erase = jest.spyOn(documents, 'erase').mockRejectedValueOnce(new Error('killed after the points'));
  await expect(run(id)).rejects.toThrow('killed after the points');
  erase.mockRestore();
  const next = await postTask(testApp());
  await testApp().get(TasksService).complete(actionOf(discordId), next.postId);
  const fresh = await rows('task_completions').findOne({ discordId, taskPostId: next.postId });
  await testApp().get(SettleCompletionEffect).run(String(fresh!._id));
  await run(id);
  expect(await rows('balances').findOne({ discordId, period: 'all' })).toMatchObject({ points: 50 });
  expect(await balanceFaults()).toEqual([0, 0]);
});

it('places stay taken: nobody is paid for more of them than there are', async () => {
  const limited = await postTask(testApp(), { maxCompletions: 1 });
  const discordId = aSnowflake();
  await testApp().get(TasksService).complete(actionOf(discordId), limited.postId);
  await run(await begin(discordId));
  const late = testApp().get(TasksService).complete(actionOf(aSnowflake()), limited.postId);
  await expect(late).rejects.toMatchObject({ code: 'TASK_FULL' });
  const [row] = await rows('task_completions').find({ taskPostId: limited.postId }).toArray();
  expect(row).toMatchObject({ state: 'verified', seat: 1 });
});

it('waits, and stays due, while Discord is away for the last word', async () => {
  const discordId = await aMember();
  const id = await begin(discordId);
  await testApp().discord.setOnline(false);
  await expect(run(id)).rejects.toMatchObject({ code: 'DISCORD_UNAVAILABLE' });
  expect(await rows('erasures').findOne({ discordId })).not.toHaveProperty('pseudonym');
  await testApp().discord.setOnline(true);
  await run(id);
  expect(await traces(discordId)).toEqual([]);
});
