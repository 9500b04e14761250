import type { mongo } from 'mongoose';
import { objectIdAt } from '../../infra/database/object-id-at.js';
import { FOR_SCANS } from '../../infra/database/scans.js';
import { DAY_MS } from '../../kernel/clock.js';
import { allowlistEntries } from '../../modules/allowlists/schemas/allowlist-entry.schema.js';
import { interactionLogs } from '../../modules/interactions/schemas/interaction-log.schema.js';
import { pointsLedger } from '../../modules/points/schemas/ledger-row.schema.js';
import { serverMappings } from '../../modules/servers/schemas/server-mapping.schema.js';
import { taskCompletions } from '../../modules/tasks/schemas/task-completion.schema.js';

const TOP = 10;

export interface Period {
  readonly from: Date;
  readonly to: Date;
  readonly guildId?: string;
}

export interface Figure {
  readonly name: 'interactions' | 'active members' | 'completions' | 'points awarded' | 'entries';
  readonly total: number;
  /** For each UTC day of the period, oldest first. Active members of a day: theirs don't add up to the total. */
  readonly perDay: readonly number[];
}

export interface GuildFigures {
  readonly guildId: string;
  /** Absent where the server was never linked. */
  readonly name?: string;
  readonly interactions: number;
  readonly members: number;
}

export interface Analytics {
  readonly figures: readonly Figure[];
  /** The ten with the most interactions; empty for one guild. */
  readonly guilds: readonly GuildFigures[];
}

interface DayRow {
  readonly _id: Date;
  readonly sum: number;
}

/**
 * What happened in a period, from the rows as they are now: by time indexes, off the primary where there is
 * another member, at most 30 s for each figure. The log keeps 90 days. Completions are attempts of the
 * period that are verified by now; points belong to a community, which may have other servers too.
 *
 * @throws when a figure takes longer
 */
export async function analyticsOf(db: mongo.Db, period: Period): Promise<Analytics> {
  const { guildId } = period;
  const days = daysOf(period);
  const perDay = figuresPerDay(days);
  const inGuild = guildId === undefined ? {} : { guildId };
  const logged = { ...inGuild, 'timing.timestamp': { $gte: period.from, $lt: period.to } };
  const made = { _id: { $gte: objectIdAt(period.from), $lt: objectIdAt(period.to) } };
  const logs = db.collection(interactionLogs.name);
  return {
    figures: [
      await perDay('interactions', logs, logged, { at: '$timing.timestamp' }),
      await activeMembers(logs, logged, days),
      await perDay('completions', db.collection(taskCompletions.name), {
        ...inGuild,
        ...made,
        state: 'verified',
      }),
      await perDay(
        'points awarded',
        db.collection(pointsLedger.name),
        { ...(await communityOf(db, guildId)), ...made },
        { sum: { $max: ['$amount', 0] } },
      ),
      await perDay('entries', db.collection(allowlistEntries.name), { ...inGuild, ...made }),
    ],
    guilds: guildId === undefined ? await topGuilds(db, logs, logged) : [],
  };
}

interface Summed {
  readonly sum?: mongo.Document;
  readonly at?: string;
}

/** Sums the rows of each day: their number unless told, by the time in their ids unless told. */
const figuresPerDay =
  (days: readonly number[]) =>
  async (
    name: Figure['name'],
    rows: mongo.Collection,
    match: mongo.Document,
    { sum, at = '$_id' }: Summed = {},
  ): Promise<Figure> => {
    const byDay = { _id: { $dateTrunc: { date: at, unit: 'day' } }, sum: { $sum: sum ?? 1 } };
    const found = await rows.aggregate<DayRow>([{ $match: match }, { $group: byDay }], FOR_SCANS).toArray();
    return { name, total: found.reduce((all, row) => all + row.sum, 0), perDay: onto(days, found) };
  };

async function activeMembers(
  logs: mongo.Collection,
  logged: mongo.Document,
  days: readonly number[],
): Promise<Figure> {
  const day = { $dateTrunc: { date: '$timing.timestamp', unit: 'day' } };
  const options = { ...FOR_SCANS, allowDiskUse: true };
  const [found, [all]] = await Promise.all([
    logs
      .aggregate<DayRow>(
        [
          { $match: logged },
          { $group: { _id: { day, user: '$userId' } } },
          { $group: { _id: '$_id.day', sum: { $sum: 1 } } },
        ],
        options,
      )
      .toArray(),
    logs
      .aggregate<{ n: number }>(
        [{ $match: logged }, { $group: { _id: '$userId' } }, { $count: 'n' }],
        options,
      )
      .toArray(),
  ]);
  return { name: 'active members', total: all?.n ?? 0, perDay: onto(days, found) };
}

async function topGuilds(
  db: mongo.Db,
  logs: mongo.Collection,
  logged: mongo.Document,
): Promise<GuildFigures[]> {
  const found = await logs
    .aggregate<{ _id: string; interactions: number; members: number }>(
      [
        { $match: { ...logged, guildId: { $gt: '' } } },
        { $group: { _id: { guild: '$guildId', user: '$userId' }, n: { $sum: 1 } } },
        { $group: { _id: '$_id.guild', interactions: { $sum: '$n' }, members: { $sum: 1 } } },
        { $sort: { interactions: -1, _id: 1 } },
        { $limit: TOP },
      ],
      { ...FOR_SCANS, allowDiskUse: true },
    )
    .toArray();
  const mappings = await db
    .collection<{ guildId: string; guildInfo: { name: string } }>(serverMappings.name)
    .find(
      { guildId: { $in: found.map(({ _id }) => _id) } },
      { ...FOR_SCANS, projection: { guildId: 1, guildInfo: 1 } },
    )
    .toArray();
  const names = new Map(mappings.map(({ guildId, guildInfo }) => [guildId, guildInfo.name]));
  return found.map(({ _id, ...figures }) => {
    const name = names.get(_id);
    return { guildId: _id, ...(name !== undefined && { name }), ...figures };
  });
}

/** Points know communities only. A guild without one has none. */
async function communityOf(db: mongo.Db, guildId: string | undefined): Promise<mongo.Document> {
  if (guildId === undefined) return {};
  const mapping = await db.collection(serverMappings.name).findOne({ guildId }, FOR_SCANS);
  return { communityId: String(mapping?.communityId) };
}

function daysOf({ from, to }: Period): number[] {
  const days: number[] = [];
  for (let day = Math.floor(Number(from) / DAY_MS) * DAY_MS; day < Number(to); day += DAY_MS) days.push(day);
  return days;
}

function onto(days: readonly number[], found: readonly DayRow[]): number[] {
  const sums = new Map(found.map(({ _id, sum }) => [Number(_id), sum]));
  return days.map((day) => sums.get(day) ?? 0);
}
