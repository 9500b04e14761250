// Real: the whole service and a MongoDB of this file, the commands of the member, every collection and its
// validator. Fake: Discord (the local one of the playground, in this process) and the time.
import { mongo } from 'mongoose';
import type { User } from '../../../playground/discord/model.ts';
import { memberFieldsOf } from '../../../src/infra/database/schema/index.js';
import { EncryptionService } from '../../../src/infra/crypto/index.js';
import { InteractionGate } from '../../../src/infra/discord/interaction-gate.js';
import { isPseudonym } from '../../../src/kernel/pseudonym.js';
import { collections } from '../../../src/maintenance/collections.js';
import { IntegrityService } from '../../../src/maintenance/integrity/index.js';
import { EraseMemberEffect } from '../../../src/maintenance/privacy/erase-member.effect.js';
import { erasures } from '../../../src/maintenance/privacy/erasure.schema.js';
import { restrictions } from '../../../src/modules/accounts/schemas/restriction.schema.js';
import { AttemptsService, LockedError } from '../../../src/modules/accounts/security/index.js';
import { InteractionLogWriter } from '../../../src/modules/interactions/index.js';
import { PointsService } from '../../../src/modules/points/index.js';
import { postTask, textOf, useTestApp } from '../../support/app/index.js';
import { aMemberAction } from '../../support/builders/index.js';
import { useTestDatabase } from '../../support/mongo/test-database.js';
import {
  type Canary,
  CANARY_NAME,
  CANARY_WALLET,
  maskedLineOf,
  ofOthers,
  planted,
  remove,
} from '../../support/privacy/canary.js';
import { everyDocument, tracesOfId, tracesOfWords } from '../../support/privacy/traces.js';

interface ExportFile {
  readonly collections: Readonly<
    Record<string, { readonly yours: unknown[]; readonly saysOfYou: unknown[]; readonly fields: object }>
  >;
}

const database = useTestDatabase();
const testApp = useTestApp({ databaseUri: database.uri });
const rows = (name: string) => database.db().collection(name);
const attempts = () => testApp().get(AttemptsService);
const place = () => ({ channelId: testApp().server.channels.general.id });
const member = () => testApp().as(person);
const where = collections.filter(({ name }) => name !== erasures.name);

let person: User;
let canary: Canary;
let communityId: string;

const everything = () => everyDocument(database.db());

/** Every form in which the canary could be left behind. */
function tracesOf({ discordId, name, wallet }: Canary): readonly Buffer[] {
  const hmacs = testApp().get(EncryptionService).hmacs('restrictions', `member/${discordId}`);
  return [
    ...tracesOfId(discordId),
    ...tracesOfWords([name, wallet]),
    ...hmacs.map((hmac) => Buffer.from(hmac)),
  ];
}

const holdsCanary = (bytes: Buffer): boolean => tracesOf(canary).some((trace) => bytes.includes(trace));

/** The same document without the fields that docs/privacy.md says are kept. */
function withoutKept(key: string, bytes: Buffer): Buffer {
  const collection = collections.find(({ name }) => key.startsWith(`${name}/`));
  const document = mongo.BSON.deserialize(bytes, { promoteValues: false, promoteBuffers: false });
  for (const { path, member: mark } of collection ? memberFieldsOf(collection.schema) : [])
    if (mark.fate === 'keep' && (mark.as === 'mention' || path === 'subject')) remove(document, path);
  return Buffer.from(mongo.BSON.serialize(document));
}

async function drain(): Promise<void> {
  expect(await testApp().get(InteractionGate).drain(5_000)).toBe(0);
  await testApp().get(InteractionLogWriter).flush();
}

/** As the worker does, this effect only: what is planted elsewhere would be due too. */
async function runErasures(): Promise<number> {
  const effect = testApp().get(EraseMemberEffect);
  const now = testApp().clock.now();
  const ids = await effect.claim(now, new Date(now.getTime() + 10_000), 10);
  for (const id of ids) await effect.run(id);
  return ids.length;
}

async function askForErasure(word: string): Promise<string> {
  const panel = await member().run('account privacy delete', {}, place());
  const form = await member().press(panel.message!, { label: 'Delete my data…' });
  return textOf(await member().submit(form.modal, { word }));
}

const sumOf = async (name: string, field: string, filter: object = {}): Promise<number> => {
  const [sum] = await rows(name)
    .aggregate<{ sum: number }>([{ $match: filter }, { $group: { _id: null, sum: { $sum: `$${field}` } } }])
    .toArray();
  return sum?.sum ?? 0;
};

beforeAll(async () => {
  const { discord, server } = testApp();
  person = discord.createUser({ username: 'zeisig7f3a9c', displayName: CANARY_NAME });
  discord.addMember({ guildId: server.guild.id, userId: person.id });
  canary = { discordId: person.id, name: CANARY_NAME, wallet: CANARY_WALLET };
  for (const collection of where) {
    await rows(collection.name).insertMany([ofOthers(collection), ...planted(collection, canary)]);
  }
  const task = await postTask(testApp());
  communityId = task.communityId;
  expect(textOf(await member().press(task.card, { label: 'Complete' }))).toContain('50');
  const row = await rows('task_completions').findOne({ discordId: person.id, communityId });
  await testApp()
    .get(PointsService)
    .settle(
      {
        source: 'task',
        sourceId: String(row!._id),
        communityId,
        discordId: person.id,
        amount: 50,
        at: new Date(),
      },
      () => Promise.resolve(true),
    );
  await rows('task_completions').updateOne({ _id: row!._id }, { $set: { owes: [] }, $unset: { due: '' } });
  const asker = { discordId: person.id, browserId: 'a-browser' };
  for (let failure = 0; failure < 5; failure += 1) await attempts().failed(asker, 'TEST');
  await attempts().membersOfBrowser(asker.browserId, person.id);
  await drain();
}, 30_000);

it('plants the canary in every collection that can hold a member', async () => {
  const documents = [...(await everything())].filter(([, bytes]) => holdsCanary(bytes));
  const holding = collections.filter(({ schema }) =>
    memberFieldsOf(schema).some(({ member: { as } }) => as !== 'part'),
  );
  const missed = holding.filter(({ name }) => !documents.some(([key]) => key.startsWith(`${name}/`)));
  // An erasure is what the command begins.
  expect(missed.map(({ name }) => name)).toEqual([erasures.name]);
});

it('exports all of it, documented, without secrets and without others', async () => {
  const answer = await member().run('account privacy export', {}, place());
  expect(textOf(answer)).toContain('everything that is stored about you');
  const address = /"url":"(http[^"]+personal-data-1\.json)"/.exec(JSON.stringify(answer.message))?.[1];
  const body = await (await fetch(address!)).text();
  const { collections: exported } = JSON.parse(body) as ExportFile;
  for (const collection of where) {
    const mine = planted(collection, canary).length;
    if (mine === 0) continue;
    const section = exported[collection.name];
    expect({
      name: collection.name,
      isAll: (section?.yours.length ?? 0) + (section?.saysOfYou.length ?? 0) >= mine,
    }).toEqual({ name: collection.name, isAll: true });
    expect(Object.values(section!.fields).every((words) => typeof words === 'string' && words !== '')).toBe(
      true,
    );
  }
  for (const value of Object.values(canary)) expect(body).toContain(value);
  expect(exported.oauth_tokens?.yours).toEqual([
    expect.objectContaining({ accessToken: 'held, encrypted', refreshToken: 'held, encrypted' }),
  ]);
  expect(exported.draw_lists?.saysOfYou).toHaveLength(1);
  expect(body).not.toContain('1100000000000000007');
  expect(exported.task_completions!.yours).toContainEqual(
    expect.objectContaining({ review: expect.objectContaining({ decidedBy: 'another member' }) as unknown }),
  );
});

it('exports once in five minutes, and says when again', async () => {
  expect(textOf(await member().run('account privacy export', {}, place()))).toContain('You can ask again');
});

it('deletes nothing until the word is typed', async () => {
  expect(await askForErasure('delete everything')).toContain('Nothing was deleted');
  expect(await rows(erasures.name).countDocuments()).toBe(0);
});

describe('erased by the command', () => {
  let before: Map<string, Buffer>;
  let after: Map<string, Buffer>;
  let sums: readonly number[];
  let points: number;

  const sumsNow = () =>
    Promise.all([
      sumOf('points_ledger', 'amount'),
      sumOf('balances', 'points', { period: 'all' }),
      sumOf('balances', 'completions', { period: 'all' }),
    ]);

  beforeAll(async () => {
    await drain();
    before = new Map([...(await everything())].filter(([, bytes]) => !holdsCanary(bytes)));
    points = await sumOf('points_ledger', 'amount', { discordId: person.id });
    sums = await sumsNow();
    expect(await askForErasure('delete')).toContain('Your data is being deleted');
    expect(await askForErasure('DELETE')).toContain('Your data is being deleted');
    await drain();
    expect(await rows(erasures.name).countDocuments()).toBe(1);
    expect(await runErasures()).toBe(0);
    testApp().clock.advance(10_000);
    expect(await runErasures()).toBe(1);
    after = await everything();
  }, 60_000);

  it('0 bytes of id, name or wallet are left outside the fields that are kept', () => {
    const left = [...after].filter(([key, bytes]) => holdsCanary(withoutKept(key, bytes)));
    expect(left.map(([key]) => key)).toEqual([]);
  });

  it('what is kept is what docs/privacy.md says, and nothing else', () => {
    const kept = [...after].filter(([, bytes]) => holdsCanary(bytes)).map(([key]) => key.split('/')[0]);
    expect([...new Set(kept)].sort()).toEqual(['audit_entries', 'discord_server_mappings', 'restrictions']);
  });

  it('not a byte of anybody else has changed', () => {
    const changed = [...before].filter(([key, bytes]) => after.get(key)?.equals(bytes) !== true);
    expect(changed.map(([key]) => key).filter((key) => !key.startsWith('leases/'))).toEqual([]);
    expect(before.size).toBeGreaterThan(where.length);
  });

  it('points add up: the same rows and sums, under one random id', async () => {
    // The refund and the award that were owed were paid on the way.
    const [ledger, balance, completions] = await sumsNow();
    const paid = ledger - sums[0]!;
    expect(paid).toBeGreaterThan(0);
    expect(balance - sums[1]!).toBe(paid);
    expect(completions - sums[2]!).toBe(1);
    const ids = (await rows('points_ledger').distinct('discordId')) as string[];
    const owners = ids.filter(isPseudonym);
    expect(owners).toHaveLength(1);
    expect(await sumOf('points_ledger', 'amount', { discordId: owners[0] })).toBe(points + paid);
    expect(await rows('balances').distinct('discordId', { communityId, period: 'all' })).toEqual(owners);
    const report = await testApp()
      .get(IntegrityService)
      .run({ only: ['balances'] });
    expect(JSON.stringify(report)).not.toContain(communityId);
  });

  it('the frozen list has a masked line, of the same place', async () => {
    const parts = await rows('draw_lists').find().toArray();
    const lists = parts.map(({ lines }) => Buffer.from((lines as mongo.Binary).value()).toString());
    expect(lists.filter((lines) => lines.includes(maskedLineOf(canary)))).toHaveLength(1);
  });

  it('a lock runs to its end, and is gone with it; the browser has forgotten who used it', async () => {
    await expect(attempts().assertOpen({ discordId: person.id })).rejects.toThrow(LockedError);
    expect(await rows(restrictions.name).distinct('members.member', { kind: 'browser' })).not.toContainEqual(
      testApp().get(EncryptionService).hmac('restrictions', `member/${person.id}`),
    );
    testApp().clock.advance(15 * 60_000);
    await attempts().forget(person.id);
    const subjects = testApp().get(EncryptionService).hmacs('restrictions', `member/${person.id}`);
    expect(await rows(restrictions.name).countDocuments({ subject: { $in: subjects } })).toBe(0);
  });

  it('nothing of the erasure is left, and the member is told', async () => {
    expect(await rows(erasures.name).countDocuments()).toBe(0);
    const messages = await member().directMessages(testApp().discord.applicationId);
    expect(textOf({ outcome: 'message', message: messages.at(-1)! })).toContain('is deleted');
  });

  it('every document still has the form that its collection asks for', async () => {
    const report = await testApp()
      .get(IntegrityService)
      .run({ only: ['invalid-documents'] });
    expect(report.checks).toEqual([expect.objectContaining({ findings: 0 })]);
  });

  it('who comes back is a new member', async () => {
    const guildId = testApp().server.guild.id;
    const action = aMemberAction({ guildId, discordId: person.id });
    const task = await postTask(testApp());
    expect(textOf(await member().press(task.card, { label: 'Complete' }))).toContain('50');
    expect(await testApp().get(PointsService).standing(communityId, action.discordId)).toMatchObject({
      points: 0,
    });
  });
});
