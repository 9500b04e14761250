import { type mongo, Types } from 'mongoose';
import { DomainError } from '../../../src/kernel/errors.js';
import type { MemberAction } from '../../../src/infra/discord/index.js';
import {
  type Direction,
  ManualPointsService,
} from '../../../src/modules/tasks/points/manual-points.service.js';
import { mayFollow } from '../../../src/modules/tasks/life/task-life.rules.js';
import { TaskLifeService } from '../../../src/modules/tasks/life/task-life.service.js';
import { BulkApprovals } from '../../../src/modules/tasks/reviews/bulk-approvals.service.js';
import { ReviewsService } from '../../../src/modules/tasks/reviews/reviews.service.js';
import type {
  CompletionState,
  TaskCompletion,
} from '../../../src/modules/tasks/schemas/task-completion.schema.js';
import type { DiscordTaskPost } from '../../../src/modules/tasks/schemas/task-post.schema.js';
import { SettleCompletionEffect } from '../../../src/modules/tasks/settle-completion.effect.js';
import { TaskCountsProjection } from '../../../src/modules/tasks/task-counts.projection.js';
import { TasksService } from '../../../src/modules/tasks/tasks.service.js';
import { postTask, type TestApp } from '../app/index.js';
import { aMemberAction, aSnowflake } from '../builders/index.js';
import { unbalanced } from '../races/books.js';
import { type Command, MEMBERS, type Which } from './commands.js';

const HOUR_MS = 3_600_000;
const MAX_ATTEMPTS = 2;

const MOVES_POINTS: readonly Command['kind'][] = ['settle', 'settle twice', 'credit', 'debit'];

/** What may become of a member's row by one command. */
const FOLLOWS: Readonly<Record<CompletionState, readonly CompletionState[]>> = {
  pending: ['verified', 'rejected'],
  rejected: ['pending'],
  verified: [],
};

interface Standing {
  readonly posts: ReadonlyMap<string, DiscordTaskPost>;
  readonly rows: ReadonlyMap<string, TaskCompletion>;
}

/** Two members and two tasks of a server; what they hold is checked after each command. */
export class AnyOrder {
  /** What was given by hand, and taken. */
  private readonly byHand = new Map<string, number>();
  private readonly faults: string[] = [];

  private constructor(
    private readonly app: TestApp,
    private readonly db: mongo.Db,
    private readonly communityId: string,
    private readonly postIds: Readonly<Record<Which, string>>,
    private readonly members: readonly string[],
  ) {}

  /** @returns what is wrong; nothing when all promises held */
  static async run(app: TestApp, db: mongo.Db, commands: readonly Command[]): Promise<string[]> {
    const expiresAt = new Date(app.clock.now().getTime() + 3 * HOUR_MS);
    const of = { expiresAt, maxCompletions: MEMBERS, maxAttempts: MAX_ATTEMPTS };
    const press = await postTask(app, { ...of, points: 7 });
    // Both want its only place.
    const proof = await postTask(app, { ...of, type: 'custom', points: 11, maxCompletions: 1 });
    const members = Array.from({ length: MEMBERS }, () => aSnowflake());
    const postIds = { press: press.postId, proof: proof.postId };
    return new AnyOrder(app, db, press.communityId, postIds, members).all(commands);
  }

  private async all(commands: readonly Command[]): Promise<string[]> {
    let before = await this.look();
    for (const command of commands) {
      const isDone = await this.try(command);
      const after = await this.look();
      await this.compare(command, isDone, before, after);
      before = after;
    }
    await this.app.settle();
    await this.expectPaid(await this.look());
    return this.faults;
  }

  /** False when it was refused, with words. Anything else that goes wrong ends the run. */
  private async try(command: Command): Promise<boolean> {
    try {
      await this.carryOut(command);
      return true;
    } catch (error) {
      if (error instanceof DomainError) return false;
      throw error;
    }
  }

  private async carryOut(command: Command): Promise<void> {
    switch (command.kind) {
      case 'take':
        return this.take(command);
      case 'take twice':
        return atOnce(
          () => this.take(command),
          () => this.take(command),
        );
      case 'approve':
      case 'reject':
        return this.decide(command.kind, command.member, command.isStale);
      case 'approve and reject':
        return atOnce(
          () => this.decide('approve', command.member),
          () => this.decide('reject', command.member),
        );
      case 'approve all':
        return this.approveAll(command.isByMember);
      case 'credit':
      case 'debit':
        return this.moveByHand(command.kind, command.member, command.amount);
      case 'settle':
        return this.settle();
      case 'settle twice':
        return this.settleTwice();
      case 'hour':
        this.app.clock.advance(HOUR_MS);
        return;
      case 'pause':
      case 'resume':
      case 'end':
      case 'cancel':
        await this.app.get(TaskLifeService)[command.kind](this.by(), this.postIds[command.which]);
    }
  }

  private by(discordId: string = aSnowflake()): MemberAction {
    return aMemberAction({ guildId: this.app.server.guild.id, discordId });
  }

  private async take({ member: index, which: task }: { member: number; which: Which }): Promise<void> {
    const action = this.by(this.members[index]);
    const sent = task === 'proof' ? { proof: [`cat-${String(index)}.png`] } : undefined;
    await this.app.get(TasksService).complete(action, this.postIds[task], sent);
  }

  /** A stale one is of somebody who has looked away since the attempt before. */
  private async decide(what: 'approve' | 'reject', index: number, isStale = false): Promise<void> {
    const row = await this.completions().findOne({
      taskPostId: this.postIds.proof,
      discordId: this.members[index]!,
    });
    const completionId = (row?._id ?? new Types.ObjectId()).toHexString();
    const seen = { completionId, attempt: (row?.attempt ?? 1) - (isStale ? 1 : 0) };
    const reviews = this.app.get(ReviewsService);
    await (what === 'approve' ? reviews.approve(this.by(), seen) : reviews.reject(this.by(), seen, 'No'));
  }

  private async approveAll(isByMember: boolean): Promise<void> {
    const action = this.by(isByMember ? this.members[0]! : undefined);
    const bulk = this.app.get(BulkApprovals);
    const { until } = await bulk.ask(action, this.postIds.proof);
    await bulk.approve(action, this.postIds.proof, until.getTime());
  }

  private async moveByHand(direction: Direction, index: number, amount: number): Promise<void> {
    const discordId = this.members[index]!;
    const given = { direction, member: { discordId, isBot: false }, amount, reason: 'By hand' };
    await this.app.get(ManualPointsService).move(this.by(), given);
    const before = this.byHand.get(discordId) ?? 0;
    this.byHand.set(discordId, before + (direction === 'credit' ? amount : -amount));
  }

  private async settle(): Promise<void> {
    await this.app.settle();
    // The worker hears of each new row; nothing here does.
    for (const postId of Object.values(this.postIds))
      await this.app.get(TaskCountsProjection).recount(postId);
  }

  /** Two workers that believe the same rows to be theirs. */
  private async settleTwice(): Promise<void> {
    const effect = this.app.get(SettleCompletionEffect);
    const due = await this.completions()
      .find({ taskPostId: { $in: Object.values(this.postIds) }, due: { $exists: true } })
      .toArray();
    const ids = due.map(({ _id }) => _id.toHexString());
    // Where both meet one of them is turned away, and comes again.
    await Promise.allSettled([...ids, ...ids].map((id) => effect.run(id)));
  }

  private async look(): Promise<Standing> {
    const ids = Object.values(this.postIds);
    const _id = { $in: ids.map((id) => new Types.ObjectId(id)) };
    const [posts, rows] = await Promise.all([
      this.db.collection<DiscordTaskPost>('discord_task_posts').find({ _id }).toArray(),
      this.completions()
        .find({ taskPostId: { $in: ids } })
        .toArray(),
    ]);
    return {
      posts: new Map(posts.map((post) => [post._id.toHexString(), post as DiscordTaskPost])),
      rows: new Map(rows.map((row) => [row._id.toHexString(), row])),
    };
  }

  private async compare(command: Command, isDone: boolean, before: Standing, after: Standing): Promise<void> {
    const say = (fault: string): void => void this.faults.push(`${JSON.stringify(command)}: ${fault}`);
    for (const [id, { taskData }] of after.posts) {
      const was = before.posts.get(id)!.taskData.status;
      const is = taskData.status;
      if (was !== is && !mayFollow(was, is)) say(`a task went from ${was} to ${is}`);
    }
    for (const [id, was] of before.rows) if (!after.rows.has(id)) say(`a row that was ${was.state} is gone`);
    for (const [id, row] of after.rows) this.compareRow(before.rows.get(id), row, before, say);
    const changes = [...after.rows].filter(([id, row]) => row.state !== before.rows.get(id)?.state);
    if (!isDone && changes.length > 0 && !command.kind.includes('twice') && !command.kind.includes(' and '))
      say('it was refused, and changed a row');
    if (MOVES_POINTS.includes(command.kind)) await this.compareBooks(after, say);
  }

  private compareRow(
    was: TaskCompletion | undefined,
    row: TaskCompletion,
    { posts }: Standing,
    say: (fault: string) => void,
  ): void {
    const from = was?.state ?? 'nothing';
    const attempt = was?.attempt ?? 0;
    const isTry = row.attempt !== attempt;
    const isAllowed = was === undefined || was.state === row.state || FOLLOWS[was.state].includes(row.state);
    if (!isAllowed) say(`a row went from ${from} to ${row.state}`);
    if (isTry && posts.get(row.taskPostId)?.taskData.status !== 'active')
      say('a task that is closed was taken');
    if (isTry && (row.attempt !== attempt + 1 || !['nothing', 'rejected'].includes(from)))
      say(`attempt ${String(attempt)}, ${from}, was followed by attempt ${String(row.attempt)}`);
    if (row.attempt > MAX_ATTEMPTS) say(`attempt ${String(row.attempt)} of ${String(MAX_ATTEMPTS)}`);
    if ((row.state === 'rejected') === (row.seat !== undefined))
      say(`${row.state} with seat ${String(row.seat)}`);
  }

  private async compareBooks({ rows }: Standing, say: (fault: string) => void): Promise<void> {
    const of = { communityId: this.communityId, discordId: { $in: this.members } };
    for (const fault of await unbalanced(this.db, of)) say(fault);
    for (const { discordId, points } of await this.balances())
      if (Number(points) < 0) say(`${String(discordId)} has ${String(points)}`);
    for (const [id, paid] of await this.paidFor()) {
      if (paid.length > 1) say(`a completion was paid ${String(paid.length)} times`);
      if (rows.get(id)?.state !== 'verified') say(`a row that is ${String(rows.get(id)?.state)} was paid`);
    }
  }

  /** In the end all that was earned is there, and nothing else. */
  private async expectPaid({ rows }: Standing): Promise<void> {
    const paid = await this.paidFor();
    const earned = new Map(this.byHand);
    for (const [id, { state, discordId, points, owes }] of rows) {
      if (owes.length > 0) this.faults.push(`In the end a row owes ${owes.join()}`);
      if (state !== 'verified') continue;
      if (paid.get(id)?.join() !== String(points)) this.faults.push('In the end a completion is not paid');
      earned.set(discordId, (earned.get(discordId) ?? 0) + points);
    }
    const has = new Map((await this.balances()).map(({ discordId, points }) => [discordId, points]));
    for (const discordId of this.members)
      if ((has.get(discordId) ?? 0) !== (earned.get(discordId) ?? 0))
        this.faults.push(`In the end ${String(has.get(discordId))} for ${String(earned.get(discordId))}`);
  }

  private balances(): Promise<mongo.Document[]> {
    const of = { communityId: this.communityId, period: 'all', discordId: { $in: this.members } };
    return this.db.collection('balances').find(of).toArray();
  }

  /** Points of each award, by completion. */
  private async paidFor(): Promise<Map<string, number[]>> {
    const of = { source: 'task', discordId: { $in: this.members } };
    const paid = await this.db.collection('points_ledger').find(of).toArray();
    const byRow = Map.groupBy(paid, ({ sourceId }) => String(sourceId));
    return new Map([...byRow].map(([id, list]) => [id, list.map(({ amount }) => Number(amount))]));
  }

  private completions(): mongo.Collection<TaskCompletion> {
    return this.db.collection<TaskCompletion>('task_completions');
  }
}

/** One of them may be refused, or both. */
async function atOnce(...calls: readonly (() => Promise<void>)[]): Promise<void> {
  const ended = await Promise.allSettled(calls.map((call) => call()));
  for (const end of ended) if (end.status === 'rejected') throw end.reason;
}
