import mongoose from 'mongoose';
import { Bot } from '../support/e2e/bot.js';
import { addMembers, linkServer, startDiscord } from '../support/e2e/stack.js';
import { bareBot, compare, type Contender, postButton, PRESSES, type UriOf } from './presses.ts';
import { anAllowlist } from './stored-draw-data.ts';

/** Beyond every score. */
const NEVER = 101;

/** Entries through the whole bot: each round's presses are on *Enter* of a raffle of its own. */
async function wholeBot(uri: string): Promise<Contender> {
  const stack = await startDiscord(uri);
  const bot = await Bot.start(stack.env);
  await linkServer(stack);
  const members = addMembers(stack, PRESSES);
  const { mongo } = mongoose;
  const client = await mongo.MongoClient.connect(uri);
  const db = client.db();
  const { server } = stack;
  const linked = await db.collection('discord_server_mappings').findOne({ guildId: server.guild.id });
  const rows = db.collection('allowlist_entries');
  const channelId = server.channels.tasks.id;
  let connectionId = '';
  return {
    name: 'whole bot',
    discord: stack.discord,
    async prepare() {
      const _id = new mongo.ObjectId();
      connectionId = _id.toHexString();
      const customId = `allowlists/enter/${connectionId}`;
      const messageId = await postButton(stack, customId);
      const allowlist = await anAllowlist({
        _id,
        allowlistId: connectionId,
        guildId: server.guild.id,
        channelId,
        messageId,
        communityId: String(linked?.communityId),
        // Members who were all made just now would be held.
        allowlistData: { status: 'active', holdFrom: NEVER },
      });
      await db.collection('discord_allowlist_connections').insertOne(allowlist);
      return members.map((userId) => ({ userId, channelId, messageId, customId }));
    },
    async settle() {
      const accepted = await rows.countDocuments({ connectionId, state: 'valid' });
      if (accepted !== PRESSES) throw new Error(`${accepted} of ${PRESSES} presses made an entry`);
    },
    stop: () => Promise.all([bot.stop(), client.close()]).then(() => stack.stop()),
  };
}

/** @returns whether it reaches the aim of presses, or comes close to it */
export async function measureEntries(uriOf: UriOf, tolerance: number): Promise<boolean> {
  const whole = await wholeBot(uriOf('entering'));
  return compare([whole, await bareBot(uriOf('entering-bare'), 'entry')], tolerance);
}
