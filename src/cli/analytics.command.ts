import { Option } from 'nest-commander';
import { DAY_MS } from '../kernel/clock.js';
import { parseDuration } from '../kernel/duration.js';
import { isSnowflake } from '../kernel/snowflake.js';
import type { Analytics } from '../maintenance/figures/analytics.js';
import { sparkline } from '../maintenance/figures/sparkline.js';
import type { Outcome } from './cli-command.js';
import { UsageError } from './cli-errors.js';
import { type DatabaseCall, DatabaseCommand, type DatabaseOptions } from './database-command.js';
import { table } from './tables.js';
import { Verb } from './verb.js';

interface AnalyticsOptions extends DatabaseOptions {
  readonly since?: number;
  readonly guild?: string;
}

const DEFAULT_DAYS = 30;
/** The log keeps no more. */
const LONGEST_DAYS = 90;

/** What happened, on the whole or in one server. */
@Verb({
  name: 'analytics',
  description: 'Members, interactions, completions, points and entries of a period, per day',
  examples: [
    ['analytics', `the last ${String(DEFAULT_DAYS)} days, and the busiest servers`],
    ['analytics --since 7d --guild 100000000000000001', 'one server in a week'],
  ],
})
export class AnalyticsCommand extends DatabaseCommand<AnalyticsOptions> {
  protected async execute({ db, options }: DatabaseCall<AnalyticsOptions>): Promise<Outcome> {
    const { analyticsOf } = await import('../maintenance/figures/analytics.js');
    const { guild, since = DEFAULT_DAYS * DAY_MS } = options;
    const to = this.tools.clock.now();
    const from = new Date(to.getTime() - since);
    const analytics = await analyticsOf(db, { from, to, ...(guild !== undefined && { guildId: guild }) });
    return {
      result: { from, to, ...(guild !== undefined && { guildId: guild }), ...analytics },
      text: this.textOf(analytics),
    };
  }

  @Option({
    flags: '--since <duration>',
    description: `Such as 7d or 12h; ${String(DEFAULT_DAYS)}d unless told`,
  })
  parseSince(text: string): number {
    const ms = parseDuration(text);
    if (ms !== null && ms > 0 && ms <= LONGEST_DAYS * DAY_MS) return ms;
    throw new UsageError(
      `--since takes a duration up to ${String(LONGEST_DAYS)}d, not "${text.slice(0, 40)}"`,
      'Nothing was done. Correct the option.',
    );
  }

  @Option({ flags: '--guild <id>', description: 'Only this Discord server' })
  parseGuild(text: string): string {
    if (isSnowflake(text)) return text;
    throw new UsageError('--guild takes the id of a Discord server', 'Nothing was done. Correct the option.');
  }

  private textOf({ figures, guilds }: Analytics): string {
    const isPlain = !this.terminal.isTable;
    const number = (value: number): string => value.toLocaleString('en-US');
    const days = table(
      this.terminal,
      ['FIGURE', 'TOTAL', 'PER DAY, OLDEST FIRST'],
      figures.map(({ name, total, perDay }) => [name, number(total), sparkline(perDay, { isPlain })]),
    );
    if (guilds.length === 0) return days;
    const rows = guilds.map(({ guildId, name = '', interactions, members }) => [
      guildId,
      name,
      number(interactions),
      number(members),
    ]);
    return `${days}\n\n${table(this.terminal, ['SERVER', 'NAME', 'INTERACTIONS', 'MEMBERS'], rows)}`;
  }
}
