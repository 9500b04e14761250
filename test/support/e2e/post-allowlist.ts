import type { mongo } from 'mongoose';
import type {
  AllowlistData,
  DiscordAllowlistConnection,
} from '../../../src/modules/allowlists/schemas/allowlist-connection.schema.js';
import type { Stack } from './stack.js';

interface Typed {
  readonly title: string;
  readonly kind: 'raffle' | 'first_come';
  readonly winners: string;
}

/**
 * The bot posts an allowlist of a week in #tasks, by the commands of a manager.
 *
 * @param given written past the bot, before anybody has pressed
 * @returns how it was before that
 */
export async function postAllowlist(
  { server, as }: Stack,
  db: mongo.Db,
  typed: Typed,
  given: Partial<AllowlistData> = {},
): Promise<DiscordAllowlistConnection> {
  const admin = as(server.admin);
  const where = { channelId: server.channels.general.id };
  const opened = await admin.run('allowlist create', { channel: server.channels.tasks.id }, where);
  const texts = { description: 'Places in the mint.', prize: 'One mint' };
  const draft = await admin.submit(opened.modal, { ...texts, ...typed });
  const timing = await admin.press(draft.message!, { label: 'Start and end' });
  const timed = await admin.submit(timing.modal, { start: '', end: '7d' });
  await admin.press(timed.message!, { label: 'Post' });
  const fields = Object.entries(given).map(([field, value]) => [`allowlistData.${field}`, value]);
  const posted = await db
    .collection<DiscordAllowlistConnection>('discord_allowlist_connections')
    .findOneAndUpdate(
      { 'allowlistData.title': typed.title, messageId: { $exists: true } },
      { $set: Object.fromEntries(fields) as object },
    );
  if (posted === null) throw new Error(`The bot has posted no allowlist ${typed.title}`);
  return posted;
}
