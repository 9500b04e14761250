import type { mongo } from 'mongoose';
import { readableText } from '../../../playground/discord/client.ts';
import { waitUntil } from '../mongo/wait-until.js';
import { unbalanced } from '../races/books.js';
import { rolesOf } from '../tasks/roles.js';
import type { AwardedDeed } from './awarded-deeds.js';
import { Bot, type KillPoint } from './bot.js';
import type { Stack } from './stack.js';

/** As long as a worker's claim, and a little more than a card rests after an edit. */
const CLAIM_MS = 10_000;
const DUE_FIELDS = [
  ['task_completions', 'due'],
  ['task_completions', 'roleDue'],
  ['task_completions', 'reviewCard.due'],
  ['discord_task_posts', 'card.due'],
  ['outbox', 'due'],
] as const;
const OWED_FIELDS = ['due', 'roleDue', 'reviewCard.due'];
const ONLY_BEFORE = ['before'] as const;
const BEFORE_AND_AFTER = ['before', 'after'] as const;
const isRead = (name: string): boolean => /^(find|aggregate|GET) /.test(name);
const SETTLED_WITHIN_MS = 180_000;

type Prepare = () => AwardedDeed | Promise<AwardedDeed>;

/** Deeds of members, the bot killed at a call between each of them and its award, and what became of it. */
export class AwardsUnderKills {
  kills = 0;
  /** Calls at which it was to be killed, and which it never made. */
  readonly notReached: KillPoint[] = [];
  readonly violations: string[] = [];
  private readonly done: AwardedDeed[] = [];

  private constructor(
    readonly stack: Stack,
    readonly db: mongo.Db,
    private bot: Bot,
  ) {}

  static async start(stack: Stack, db: mongo.Db): Promise<AwardsUnderKills> {
    return new AwardsUnderKills(stack, db, await Bot.start(stack.env, { hasKillSwitch: true }));
  }

  async stop(): Promise<void> {
    await this.bot.stop();
  }

  /**
   * Every call between a deed and its award, without those that an idle bot makes as well: before it goes out,
   * and when its answer comes. A read that was answered leaves nothing behind: it is killed only before.
   */
  async pointsOf(prepare: Prepare): Promise<KillPoint[]> {
    const idle = await this.callsWhenIdle();
    const deed = await prepare();
    await this.bot.calls();
    void deed.press();
    await waitUntil(() => this.isSettled(deed), { withinMs: SETTLED_WITHIN_MS, what: 'the award' });
    const calls = [...(await this.bot.calls())].filter(([name]) => !idle.has(name));
    await this.check(deed, 'without a kill');
    return calls.flatMap(([name, times]) =>
      Array.from({ length: times }, (_, index) => index + 1).flatMap((nth) =>
        (isRead(name) ? ONLY_BEFORE : BEFORE_AND_AFTER).map((when) => ({ name, nth, when })),
      ),
    );
  }

  /** A deed, the end of its process at `point`, a restart, and what is there once everything is settled. */
  async kill(prepare: Prepare, point: KillPoint): Promise<void> {
    const where = `${point.when} ${point.name} #${String(point.nth)}`;
    const deed = await prepare();
    await this.letTimePass();
    await this.bot.killAt(point);
    void deed.press();
    const { exited } = this.bot;
    await this.wait(async () => !this.bot.isRunning || (await this.isSettled(deed)), where);
    if (this.bot.isRunning) await Promise.race([this.bot.calls(), exited]);
    if (this.bot.isRunning) this.notReached.push(point);
    else {
      this.kills += 1;
      await this.letTimePass();
      this.bot = await Bot.start(this.stack.env, { hasKillSwitch: true });
      if (!(await deed.isRecorded())) {
        if (await deed.wasConfirmed()) this.violations.push(`${where}: confirmed and lost`);
        void deed.press();
      }
      await this.wait(() => this.isSettled(deed), where);
    }
    await this.check(deed, where);
  }

  /** All of them once more, at the end: nothing came a second time later on. */
  async checkAll(): Promise<void> {
    for (const deed of this.done) await this.check(deed, 'at the end');
    this.violations.push(...(await unbalanced(this.db)));
  }

  private async wait(condition: () => Promise<boolean>, where: string): Promise<void> {
    await waitUntil(condition, { withinMs: SETTLED_WITHIN_MS, what: `what follows a kill ${where}` });
  }

  /** Until it has renewed a lease: by then it has done once all that it does every few seconds. */
  private async callsWhenIdle(): Promise<ReadonlySet<string>> {
    await this.bot.calls();
    const names = new Set<string>();
    let renewals = 0;
    await waitUntil(
      async () => {
        for (const [name, times] of await this.bot.calls()) {
          names.add(name);
          if (name.startsWith('update leases')) renewals += times;
        }
        return renewals >= 2;
      },
      { withinMs: 30_000, what: 'two renewals of a lease' },
    );
    return names;
  }

  /** As if its claims and leases had run out and its cards had rested. Waits for transactions of the dead. */
  private async letTimePass(): Promise<void> {
    const now = new Date();
    const claimed = { $gt: now, $lte: new Date(now.getTime() + CLAIM_MS) };
    for (const [collection, field] of DUE_FIELDS)
      await this.rows(collection).updateMany({ [field]: claimed }, { $set: { [field]: now } });
    await this.rows('leases').updateMany({}, { $set: { until: now } });
    const rest = { 'card.editedAt': '', 'card.takenAt': '' };
    await this.rows('discord_task_posts').updateMany({}, { $unset: rest });
  }

  private async isSettled({ taskPostId, members }: AwardedDeed): Promise<boolean> {
    const ours = { taskPostId, discordId: { $in: [...members] } };
    const owing = {
      $or: [{ owes: { $ne: [] } }, ...OWED_FIELDS.map((field) => ({ [field]: { $exists: true } }))],
    };
    const completions = this.rows('task_completions');
    if ((await completions.countDocuments({ ...ours, state: 'verified' })) < members.length) return false;
    if ((await completions.countDocuments({ ...ours, ...owing })) > 0) return false;
    if ((await this.rows('outbox').countDocuments({ due: { $exists: true } })) > 0) return false;
    const verified = await completions.countDocuments({ taskPostId, state: 'verified' });
    const task = { taskId: taskPostId, 'card.shown': verified, 'interactionStats.completions': verified };
    return (await this.rows('discord_task_posts').countDocuments(task)) === 1;
  }

  private async check(deed: AwardedDeed, where: string): Promise<void> {
    if (!this.done.includes(deed)) this.done.push(deed);
    const { taskPostId, members } = deed;
    const rows = await this.rows('task_completions').find({ taskPostId }).toArray();
    for (const discordId of members) {
      const sourceId = rows.find((row) => row.discordId === discordId)?._id.toHexString();
      const paid = await this.rows('points_ledger').find({ sourceId }).toArray();
      const told = await this.noticesOf(discordId);
      const roles = rolesOf(this.stack.discord, this.stack.server, discordId);
      const isRight =
        paid.length === 1 &&
        (await this.isBalanced(discordId, paid)) &&
        told === (deed.isTold ? 1 : 0) &&
        (deed.roleId === undefined || roles.includes(deed.roleId));
      if (!isRight)
        this.violations.push(
          `${where}: ${String(paid.length)} awards, ${String(told)} notices, roles ${roles.join()}`,
        );
    }
    this.violations.push(...(await deed.faults()).map((fault) => `${where}: ${fault}`));
  }

  private async isBalanced(discordId: string, paid: readonly mongo.Document[]): Promise<boolean> {
    const balance = await this.rows('balances').findOne({ discordId, period: 'all' });
    const sum = paid.reduce((total, { amount }) => total + Number(amount), 0);
    return Number(balance?.points) === sum && Number(balance?.completions) === paid.length;
  }

  private async noticesOf(discordId: string): Promise<number> {
    const { discord, as } = this.stack;
    const messages = await as({ id: discordId }).directMessages(discord.applicationId);
    return messages.filter((message) => readableText(message).includes('was approved')).length;
  }

  private rows(name: string): mongo.Collection {
    return this.db.collection(name);
  }
}
