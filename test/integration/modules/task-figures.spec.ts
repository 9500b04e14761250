// Real: the figures of a task, its rows, a MongoDB of this file. Fake: Discord and the time.
import { Types } from 'mongoose';
import { TaskFiguresProjection } from '../../../src/modules/tasks/figures/task-figures.projection.js';
import { TaskFiguresRepository } from '../../../src/modules/tasks/figures/task-figures.repository.js';
import type { TaskCompletion } from '../../../src/modules/tasks/schemas/task-completion.schema.js';
import type { DiscordTaskPost } from '../../../src/modules/tasks/schemas/task-post.schema.js';
import { engagementScore } from '../../../src/modules/tasks/figures/derived-figures.js';
import { useTestApp } from '../../support/app/index.js';
import { aTaskCompletion, aTaskPost } from '../../support/builders/index.js';
import { useTestDatabase } from '../../support/mongo/test-database.js';

const database = useTestDatabase();
const testApp = useTestApp({ databaseUri: database.uri, isLinked: false });
const posts = () => database.db().collection<DiscordTaskPost>('discord_task_posts');
const recount = (postId: string) => testApp().get(TaskFiguresProjection).recount(postId);
const startedAt = new Date('2026-11-23T10:00:00Z');

/** A post with these attempts; `seconds` is how long each verified one took. */
async function aPost(attempts: { seconds?: number[]; pending?: number; rejected?: number }): Promise<string> {
  const post = aTaskPost();
  const taskPostId = post._id.toHexString();
  const row = (given: Partial<TaskCompletion>) =>
    aTaskCompletion({ taskPostId, createdAt: startedAt, ...given });
  const rows = [
    ...(attempts.seconds ?? []).map((seconds) =>
      row({ state: 'verified', verifiedAt: new Date(startedAt.getTime() + seconds * 1000) }),
    ),
    ...Array.from({ length: attempts.pending ?? 0 }, () => row({ state: 'pending' })),
    ...Array.from({ length: attempts.rejected ?? 0 }, () => row({ state: 'rejected' })),
  ];
  await posts().insertOne(post);
  if (rows.length > 0) await database.db().collection('task_completions').insertMany(rows);
  return taskPostId;
}

async function figuresOf(postId: string): Promise<Pick<DiscordTaskPost, 'interactionStats' | 'analytics'>> {
  const [post] = await posts()
    .find({ $expr: { $eq: [{ $toString: '$_id' }, postId] } })
    .toArray();
  if (post === undefined) throw new Error('no such post');
  return post;
}

it('are recounted from the attempts: how many, how long, how well', async () => {
  const postId = await aPost({ seconds: [60, 120, 600], pending: 1, rejected: 1 });
  await recount(postId);
  const { interactionStats, analytics } = await figuresOf(postId);
  expect(interactionStats).toMatchObject({ starts: 5, rejections: 1, averageCompletionTime: 260 });
  expect(analytics.performanceMetrics).toMatchObject({ medianMinutes: 2, startRate: 1, rejectionRate: 0.2 });
});

it('with views: conversion, reach and the score, whoever writes last', async () => {
  const postId = await aPost({ seconds: [60, 60], rejected: 1 });
  const figures = testApp().get(TaskFiguresRepository);
  await Promise.all([
    recount(postId),
    figures.setVisits(postId, { views: 25, uniqueViews: 10, pressed: 2 }, 40),
  ]);
  const { interactionStats, analytics } = await figuresOf(postId);
  expect(interactionStats).toMatchObject({ views: 25, uniqueViews: 10, starts: 3, conversionRate: 0.2 });
  expect(analytics.performanceMetrics).toMatchObject({ reach: 0.25, startRate: 0.3 });
  // 35 × 0.3 + 35 × 0.2 + 15 × (1 − 1/3)
  expect(analytics.engagementScore).toBeCloseTo(27.5, 2);
});

it('count as starts also presses that left no row', async () => {
  const postId = await aPost({ seconds: [60, 60], pending: 1 });
  await recount(postId);
  const figures = testApp().get(TaskFiguresRepository);
  await figures.setVisits(postId, { views: 9, uniqueViews: 4, pressed: 8 }, 40);
  const { interactionStats, analytics } = await figuresOf(postId);
  expect(interactionStats).toMatchObject({ attempts: 3, pressed: 8, starts: 8, conversionRate: 0.25 });
  expect(analytics.performanceMetrics).toMatchObject({ startRate: 1 });
});

it('follow each other as the docstring of the score says, whatever they are', async () => {
  const cases = [
    { uniqueViews: 0, attempts: [0, 0, 0], reactions: 3, replies: 0 },
    { uniqueViews: 7, attempts: [2, 1, 3], reactions: 2, replies: 1 },
    { uniqueViews: 2, attempts: [5, 0, 0], reactions: 40, replies: 9 },
  ] as const;
  for (const { uniqueViews, attempts, reactions, replies } of cases) {
    const [completions, pending, rejections] = attempts;
    const seconds = Array.from({ length: completions }, () => 1);
    const postId = await aPost({ seconds, pending, rejected: rejections });
    const engagement = { reactions: [{ emoji: '👍', count: reactions }], replies };
    await posts().updateOne(
      { _id: new Types.ObjectId(postId) },
      { $set: { 'engagement.reactions': engagement.reactions, 'engagement.replies': replies } },
    );
    await recount(postId);
    const visits = { views: uniqueViews, uniqueViews, pressed: 0 };
    await testApp().get(TaskFiguresRepository).setVisits(postId, visits);
    const starts = completions + pending + rejections;
    const expected = engagementScore({ uniqueViews, starts, completions, rejections, reactions, replies });
    expect((await figuresOf(postId)).analytics.engagementScore).toBeCloseTo(expected, 8);
  }
});

it('of a task that nobody tried are nought, and the same recount again changes nothing', async () => {
  const postId = await aPost({});
  await recount(postId);
  const once = await figuresOf(postId);
  expect(once.analytics.engagementScore).toBe(0);
  expect(once.interactionStats).toMatchObject({ starts: 0, conversionRate: 0, averageCompletionTime: 0 });
  await recount(postId);
  expect(await figuresOf(postId)).toEqual(once);
});

it('show who took part last, fifty at most', async () => {
  const postId = await aPost({ seconds: Array.from({ length: 60 }, (_, nth) => nth) });
  await recount(postId);
  const rows = await database
    .db()
    .collection('task_completions')
    .find({ taskPostId: postId })
    .sort({ verifiedAt: -1 })
    .toArray();
  const post = (await figuresOf(postId)) as DiscordTaskPost;
  expect(post.engagement.participantIds).toEqual(rows.slice(0, 50).map((row) => String(row.discordId)));
});
