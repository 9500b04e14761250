import type { AnyRow, World } from './random-rows.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

interface Dated extends AnyRow {
  createdAt?: Date;
  closedAt?: Date;
  unlinkedAt?: Date;
  deleteAt?: Date;
  expiresAt?: Date;
  doneAt?: Date;
  lastAt?: Date;
  time?: Date;
  timing?: { timestamp: Date };
  due?: Date;
  owes?: string[];
  state?: string;
  price?: number;
  leftAt?: unknown;
  endedAt?: Date;
  status?: string;
  guildId?: string;
  discordId?: string;
  taskPostId?: string;
  connectionId?: string;
  messageId?: string;
  interactionStats?: { completions: number };
  card?: { due?: Date; version: number };
  taskData?: { status: string; expiresAt: Date; maxCompletions?: number };
  allowlistData?: { status: string };
}

/**
 * What a cleanup must leave of a database, said a second time and in another way: row by row, in memory.
 * Changes `world`; returns how many rows were closed or went.
 */
export function cleanUpModel(world: World, now: Date): number {
  const rows = (name: string): Dated[] => world.get(name)!;
  const isPast = (date: Date | undefined, ms: number): boolean =>
    date !== undefined && date.getTime() + ms <= now.getTime();
  let changed = 0;
  const drop = (name: string, isOver: (row: Dated) => boolean): void => {
    const kept = rows(name).filter((row) => !isOver(row));
    changed += rows(name).length - kept.length;
    world.set(name, kept);
  };

  for (const post of rows('discord_task_posts')) changed += closeTask(post, now);
  drop(
    'discord_task_posts',
    ({ taskData, createdAt }) => taskData?.status === 'draft' && isPast(createdAt, 30 * DAY_MS),
  );
  drop(
    'discord_allowlist_connections',
    ({ allowlistData, createdAt }) => allowlistData?.status === 'draft' && isPast(createdAt, 30 * DAY_MS),
  );
  changed += closeAllowlists(rows('discord_allowlist_connections'), rows('allowlist_entries'), now);

  const open = [...rows('discord_task_posts'), ...rows('discord_allowlist_connections')];
  const guilds = new Set(open.filter(({ closedAt }) => !closedAt).map(({ guildId }) => guildId));
  drop(
    'discord_server_mappings',
    ({ status, unlinkedAt, guildId }) =>
      status === 'unlinked' && isPast(unlinkedAt, 30 * DAY_MS) && !guilds.has(guildId),
  );
  drop('oauth_tokens', ({ deleteAt }) => isPast(deleteAt, 0));
  drop('discord_task_posts', ({ closedAt }) => isPast(closedAt, 90 * DAY_MS));
  drop('discord_allowlist_connections', ({ closedAt }) => isPast(closedAt, 180 * DAY_MS));
  drop('channel_writers', ({ expiresAt }) => isPast(expiresAt, 0));
  drop('entry_attempts', ({ lastAt }) => isPast(lastAt, 180 * DAY_MS));
  drop('discord_interaction_logs', ({ timing }) => isPast(timing?.timestamp, 90 * DAY_MS));
  drop('wallet_claims', ({ endedAt }) => isPast(endedAt, 30 * DAY_MS));
  drop('restrictions', ({ expiresAt }) => isPast(expiresAt, 0));
  drop('drafts', ({ expiresAt }) => isPast(expiresAt, 0));
  drop('one_time_tokens', ({ expiresAt }) => isPast(expiresAt, HOUR_MS));
  drop('outbox', ({ doneAt }) => isPast(doneAt, 7 * DAY_MS));
  drop('job_ticks', ({ time }) => isPast(time, 7 * DAY_MS));

  const ids = (name: string): Set<string> => new Set(rows(name).map(({ _id }) => _id.toHexString()));
  const [tasks, allowlists] = [ids('discord_task_posts'), ids('discord_allowlist_connections')];
  const members = new Set(rows('discord_account_links').map(({ discordId }) => discordId));
  const ageMs = ({ _id }: Dated): number =>
    Math.floor(now.getTime() / 1_000) * 1_000 - _id.getTimestamp().getTime();
  const isOld = (row: Dated): boolean => ageMs(row) > DAY_MS;
  drop('oauth_tokens', (row) => !members.has(row.discordId) && isOld(row));
  drop(
    'task_completions',
    (row) => !tasks.has(row.taskPostId!) && isOld(row) && row.owes!.length === 0 && row.due === undefined,
  );
  drop(
    'allowlist_entries',
    (row) =>
      !allowlists.has(row.connectionId!) &&
      isOld(row) &&
      row.state !== 'unpaid' &&
      row.due === undefined &&
      (row.price === undefined || ageMs(row) > 181 * DAY_MS),
  );
  drop('entry_attempts', (row) => !allowlists.has(row.connectionId!) && isOld(row));
  return changed;
}

function closeTask(post: Dated, now: Date): number {
  const { taskData, card, interactionStats } = post;
  const { status, expiresAt, maxCompletions = Infinity } = taskData!;
  if (['active', 'paused', 'scheduled'].includes(status) && expiresAt <= now) {
    taskData!.status = interactionStats!.completions >= maxCompletions ? 'completed' : 'expired';
    post.closedAt = now;
    if (status !== 'active' || taskData!.status === 'completed') {
      card!.due = now;
      card!.version += 1;
    }
    return 1;
  }
  if (!['completed', 'expired', 'cancelled'].includes(status) || post.closedAt) return 0;
  post.closedAt = now;
  return 1;
}

function closeAllowlists(allowlists: readonly Dated[], entries: readonly Dated[], now: Date): number {
  const owing = new Set(
    entries
      .filter(
        ({ state, due, price, leftAt }) =>
          state === 'unpaid' ||
          due !== undefined ||
          (price !== undefined && leftAt === undefined && state !== 'refused'),
      )
      .map(({ connectionId }) => connectionId),
  );
  const settled = allowlists.filter(
    ({ _id, closedAt, allowlistData }) =>
      allowlistData!.status === 'cancelled' && !closedAt && !owing.has(_id.toHexString()),
  );
  for (const allowlist of settled) allowlist.closedAt = now;
  return settled.length;
}
