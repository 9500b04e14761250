import type { mongo } from 'mongoose';
import { NotEnoughPointsError, PointsService } from '../../../src/modules/points/index.js';
import { LinkingService } from '../../../src/modules/servers/linking/linking.service.js';
import { SettleCompletionEffect } from '../../../src/modules/tasks/settle-completion.effect.js';
import type { TaskData } from '../../../src/modules/tasks/schemas/task-post.schema.js';
import { ProofTakenError, TaskFullError } from '../../../src/modules/tasks/tasks.errors.js';
import { TasksService } from '../../../src/modules/tasks/tasks.service.js';
import { aMemberAction, aServerMapping, aSnowflake, aTaskCompletion, aTaskPost } from '../builders/index.js';
import { closingRace, entryRace, filledAllowlist, oneDebit, paidEntries } from './allowlist-races.js';
import { unbalanced } from './books.js';
import { differs, filled, give, idOf, type Race, together, unlike } from './race.js';

async function aTask(db: mongo.Db, taskData: Partial<TaskData> = {}) {
  const post = aTaskPost({ taskData });
  const { guildId, communityId } = post;
  await db.collection('discord_task_posts').insertOne({ ...post });
  await db.collection('discord_server_mappings').insertOne(aServerMapping({ guildId, communityId }));
  return post;
}

const oneCommunity: Race = {
  name: 'one guild, one community',
  async trial(field, parallel) {
    const guildId = aSnowflake();
    const { done } = await together(field, parallel, () => {
      const action = aMemberAction({ guildId });
      return (app) => app.get(LinkingService).create(action, { name: `Guild ${guildId}` });
    });
    const mappings = await field.db.collection('discord_server_mappings').countDocuments({ guildId });
    const communities = await field.db.collection('communities').countDocuments({ name: `Guild ${guildId}` });
    return [
      // Who was not told the first time reads "linked already" the next time.
      ...differs('told so twice', done > 1, false),
      ...differs('mappings', mappings, 1),
      ...differs('communities', communities, 1),
    ];
  },
};

const oneCompletion: Race = {
  name: 'one completion per member',
  async trial(field, parallel) {
    const { guildId, ...post } = await aTask(field.db);
    const discordId = aSnowflake();
    const { done } = await together(field, parallel, () => {
      const action = aMemberAction({ guildId, discordId });
      return (app) => app.get(TasksService).complete(action, idOf(post));
    });
    const rows = await field.db.collection('task_completions').countDocuments({ taskPostId: idOf(post) });
    return [...differs('told so', done, 1), ...differs('rows', rows, 1)];
  },
};

const oneAward: Race = {
  name: 'one award per completion',
  async trial(field, parallel) {
    const row = aTaskCompletion({ owes: ['points'], due: new Date() });
    await field.db.collection('task_completions').insertOne({ ...row });
    await together(field, parallel, () => (app) => app.get(SettleCompletionEffect).run(idOf(row)));
    const paid = await field.db.collection('points_ledger').countDocuments({ sourceId: idOf(row) });
    const owing = await field.db
      .collection('task_completions')
      .countDocuments({ _id: row._id, owes: 'points' });
    const { communityId } = row;
    return [
      ...differs('ledger rows', paid, 1),
      ...differs('still owed', owing, 0),
      ...(await unbalanced(field.db, { communityId })),
    ];
  },
};

const neverNegative: Race = {
  name: 'never a negative balance',
  async trial(field, parallel) {
    const [communityId, discordId] = [`soak-${aSnowflake()}`, aSnowflake()];
    const affordable = 1 + field.pick(parallel);
    await give(field.processes[0]!, communityId, discordId, affordable * 10 + field.pick(10));
    const at = new Date();
    const { done, refused } = await together(field, parallel, (index) => {
      const sourceId = `${communityId}/${index}`;
      const debit = { source: 'entry', sourceId, communityId, discordId, amount: -10, at } as const;
      return (app) => app.get(PointsService).settle(debit, () => Promise.resolve(true));
    });
    const debits = await field.db
      .collection('points_ledger')
      .countDocuments({ communityId, source: 'entry' });
    const negative = await field.db
      .collection('balances')
      .countDocuments({ communityId, points: { $lt: 0 } });
    return [
      ...differs('told so', done, Math.min(affordable, parallel)),
      ...differs('debits', debits, done),
      ...differs('negative balances', negative, 0),
      ...unlike(refused, NotEnoughPointsError),
      ...(await unbalanced(field.db, { communityId })),
    ];
  },
};

/** Of a hundred calls ten find a place; of a thousand a hundred. */
const filledTask = (name: string, presses: number, isReviewed = false): Race => ({
  name,
  async trial(field, parallel) {
    const places = Math.ceil((parallel * presses) / 10);
    const links = { type: 'custom_url', asks: { proof: 'link', hosts: '' } } as const;
    const { guildId, ...post } = await aTask(field.db, { maxCompletions: places, ...(isReviewed && links) });
    const { done, refused } = await together(field, parallel * presses, (index) => {
      const action = aMemberAction({ guildId });
      const sent = isReviewed ? { proof: [`https://github.com/cat/${index}`] } : undefined;
      return (app) => app.get(TasksService).complete(action, idOf(post), sent);
    });
    const rows = await field.db
      .collection('task_completions')
      .find({ taskPostId: idOf(post) })
      .toArray();
    return [...filled(done, rows, places), ...unlike(refused, TaskFullError)];
  },
});

/** All give the same name: it serves one of them, whoever that is. */
const oneProof: Race = {
  name: 'one proof serves one member',
  async trial(field, parallel) {
    const { guildId, ...post } = await aTask(field.db, {
      type: 'custom_url',
      asks: { proof: 'handle', hosts: '' },
    });
    const sent = { proof: ['same_cat'] };
    const { done, refused } = await together(field, parallel, () => {
      const action = aMemberAction({ guildId });
      return (app) => app.get(TasksService).complete(action, idOf(post), sent);
    });
    const rows = await field.db.collection('task_completions').countDocuments({ taskPostId: idOf(post) });
    return [...differs('told so', done, 1), ...differs('rows', rows, 1), ...unlike(refused, ProofTakenError)];
  },
};

/** One attempt is left, and a member sends many forms at once. */
const boundedAttempts: Race = {
  name: 'no more attempts than allowed',
  async trial(field, parallel) {
    const { guildId, communityId, ...post } = await aTask(field.db, { type: 'custom', maxAttempts: 3 });
    const row = aTaskCompletion({
      guildId,
      communityId,
      taskPostId: idOf(post),
      state: 'rejected',
      attempt: 2,
    });
    await field.db.collection('task_completions').insertOne(row);
    const { done } = await together(field, parallel, () => {
      const action = aMemberAction({ guildId, discordId: row.discordId });
      return (app) => app.get(TasksService).complete(action, idOf(post), { proof: ['Once more'] });
    });
    const after = await field.db.collection('task_completions').findOne({ _id: row._id });
    return [
      ...differs('told so', done, 1),
      ...differs('attempts', after?.attempt, 3),
      ...differs('state', after?.state, 'pending'),
    ];
  },
};

export const races: readonly Race[] = [
  oneCommunity,
  oneCompletion,
  entryRace('one entry per member', {}, (one) => one),
  entryRace('one entry per wallet', { wallet: '0xAB', uniqueWallet: '0xab' }, () => aSnowflake()),
  oneAward,
  neverNegative,
  filledTask('a task is filled, and not more', 1),
  filledAllowlist('an allowlist is filled, and not more', 1),
  filledTask('a task is filled by ten times as many', 10),
  filledTask('a reviewed task is filled by ten times as many', 10, true),
  filledAllowlist('an allowlist is filled by ten times as many', 10),
  paidEntries,
  oneDebit,
  closingRace('a press while a list closes is on the frozen list or told "closed"'),
  closingRace('a paid press while a list closes is on it and paid, or neither', 10),
  oneProof,
  boundedAttempts,
];
