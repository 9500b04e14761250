import type { mongo } from 'mongoose';
import { waitUntil } from '../mongo/wait-until.js';
import { unbalanced } from '../races/books.js';
import { Bot, type KillPoint } from './bot.js';
import type { Stack } from './stack.js';

/** The longest that a worker or a draw keeps others from its rows. */
const CLAIM_MS = 30_000;
const DUE_FIELDS = [
  ['task_completions', 'due'],
  ['task_completions', 'roleDue'],
  ['task_completions', 'reviewCard.due'],
  ['discord_task_posts', 'card.due'],
  ['allowlist_entries', 'due'],
  ['discord_allowlist_connections', 'card.due'],
  ['discord_allowlist_connections', 'lifeDue'],
  ['draws', 'due'],
  ['outbox', 'due'],
] as const;
const CARDS = ['discord_task_posts', 'discord_allowlist_connections'];
const ONLY_BEFORE = ['before'] as const;
const BEFORE_AND_AFTER = ['before', 'after'] as const;
const isRead = (name: string): boolean => /^(find|aggregate|GET) /.test(name);
const SETTLED_WITHIN_MS = 180_000;

/** A press with effects that must all come, and once. */
export interface Deed {
  /** Resolves when it is answered, or too late to be. */
  press(): Promise<unknown>;
  /** Whether it is known of: then nobody has to press again. */
  isRecorded(): Promise<boolean>;
  /** Whether the one who pressed was told that it is done. */
  wasConfirmed(): Promise<boolean>;
  /** Whether nothing of it is left to do. */
  isSettled(): Promise<boolean>;
  /** What is not as it should be once it is settled. */
  faults(): Promise<string[]>;
}

type Prepare = () => Deed | Promise<Deed>;

/** Deeds, the bot killed at a call between each of them and the last of its effects, and what became of it. */
export class DeedsUnderKills {
  kills = 0;
  /** Calls at which it was to be killed, and which it never made. */
  readonly notReached: KillPoint[] = [];
  readonly violations: string[] = [];
  private readonly done: Deed[] = [];

  private constructor(
    readonly stack: Stack,
    readonly db: mongo.Db,
    private bot: Bot,
  ) {}

  static async start(stack: Stack, db: mongo.Db): Promise<DeedsUnderKills> {
    return new DeedsUnderKills(stack, db, await Bot.start(stack.env, { hasKillSwitch: true }));
  }

  async stop(): Promise<void> {
    await this.bot.stop();
  }

  /**
   * Every call between a deed and its last effect, without those that an idle bot makes as well: before it goes out,
   * and when its answer comes. A read that was answered leaves nothing behind: it is killed only before.
   */
  async pointsOf(prepare: Prepare): Promise<KillPoint[]> {
    const idle = await this.callsWhenIdle();
    const deed = await prepare();
    await this.bot.calls();
    void deed.press();
    await waitUntil(() => deed.isSettled(), { withinMs: SETTLED_WITHIN_MS, what: 'the effects of a deed' });
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
    await this.wait(async () => !this.bot.isRunning || (await deed.isSettled()), where);
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
      await this.wait(() => deed.isSettled(), where);
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
    // Each row is written, which waits for a transaction that holds it: a write that changes nothing would not.
    const rested = { $set: { 'card.takenAt': new Date(this.kills) }, $unset: { 'card.editedAt': '' } };
    for (const cards of CARDS) await this.rows(cards).updateMany({}, rested);
  }

  private async check(deed: Deed, where: string): Promise<void> {
    if (!this.done.includes(deed)) this.done.push(deed);
    this.violations.push(...(await deed.faults()).map((fault) => `${where}: ${fault}`));
  }

  private rows(name: string): mongo.Collection {
    return this.db.collection(name);
  }
}
