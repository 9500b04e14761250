import { mongo } from 'mongoose';
import { type Message, readableText } from '../../../playground/discord/client.ts';
import type { DiscordAllowlistConnection } from '../../../src/modules/allowlists/schemas/allowlist-connection.schema.js';
import { anAllowlist, aSnowflake } from '../builders/index.js';
import { waitUntil } from '../mongo/wait-until.js';
import { grant } from '../races/books.js';
import { pressed } from './awarded-deeds.js';
import type { Deed } from './deeds-under-kills.js';
import { addMembers, linkServer, type Stack } from './stack.js';

const PRICE = 7;
const GRANT = 10;
const MEMBERS = 3;

interface Allowlist {
  readonly connectionId: string;
  readonly communityId: string;
  readonly title: string;
  readonly card: Message;
}

export interface EntryDeeds {
  /** A member enters an allowlist that costs points. */
  paidEntry(): Promise<Deed>;
  /** A manager withdraws an allowlist for which three members have paid. */
  cancellation(): Promise<Deed>;
}

/** A linked server with an allowlist that costs points, for a bot that runs: each deed is of new members. */
export async function entryDeeds(stack: Stack, db: mongo.Db): Promise<EntryDeeds> {
  const { server, discord, as } = stack;
  await linkServer(stack);
  const allowlists = db.collection<DiscordAllowlistConnection>('discord_allowlist_connections');
  const entries = db.collection('allowlist_entries');
  const stored = (id: string) => allowlists.findOne({ _id: new mongo.ObjectId(id) });
  const isAnythingDue = async (connectionId: string): Promise<boolean> =>
    (await entries.countDocuments({ connectionId, due: { $exists: true } })) > 0 ||
    (await db.collection('outbox').countDocuments({ due: { $exists: true } })) > 0;
  const press = ({ card }: Allowlist, userId: string) =>
    discord.pressMany([{ ...pressed(card, 'allowlists/enter'), userId }]);
  const seenBy = async (id: string, ...words: string[]): Promise<boolean> =>
    (await as({ id }).messages(server.channels.tasks.id)).some((message) =>
      words.every((word) => readableText(message).includes(word)),
    );

  async function isCounted({ connectionId }: Allowlist): Promise<boolean> {
    const count = await entries.countDocuments({ connectionId, state: 'valid' });
    const shown = { 'card.shown': count, 'entryManagement.totals.entries': count };
    return (await allowlists.countDocuments({ _id: new mongo.ObjectId(connectionId), ...shown })) === 1;
  }

  /** What of the points and the entry of a member is not as it should be. */
  async function booksOf(
    { connectionId }: Allowlist,
    discordId: string,
    moves: readonly string[],
  ): Promise<string[]> {
    const [entry, ...others] = await entries.find({ connectionId, discordId }).toArray();
    const ledger = await db.collection('points_ledger').find({ discordId }).sort({ _id: 1 }).toArray();
    const balance = await db.collection('balances').findOne({ discordId, period: 'all' });
    const booked = ledger.map(({ source, amount }) => `${source} ${amount}`);
    const ofEntry = ledger.filter(({ sourceId }) => sourceId === entry?._id.toHexString());
    const isRight =
      entry?.state === 'valid' &&
      others.length === 0 &&
      booked.toSorted().join() === moves.toSorted().join() &&
      ofEntry.length === ledger.length - 1 &&
      balance?.points === ledger.reduce((sum, { amount }) => sum + Number(amount), 0);
    if (isRight) return [];
    return [
      `${entry?.state} and ${others.length} other entries, ${booked.join()}, balance ${balance?.points}`,
    ];
  }

  async function anAllowlistWithCard(): Promise<Allowlist> {
    const mapping = await db.collection('discord_server_mappings').findOne({ guildId: server.guild.id });
    const communityId = String(mapping?.communityId);
    const title = `Mint ${aSnowflake()}`;
    const row = anAllowlist({
      guildId: server.guild.id,
      channelId: server.channels.tasks.id,
      communityId,
      card: { wanted: 0, version: 0, due: new Date(), deletions: [] },
      // Members who come all at once and are named alike are not the question here.
      allowlistData: { title, entryPrice: { tokenType: 'points', amount: PRICE }, holdFrom: 100 },
    });
    delete row.messageId;
    await allowlists.insertOne(row);
    const connectionId = row._id.toHexString();
    const messageId = async (): Promise<unknown> => (await stored(connectionId))?.messageId;
    await waitUntil(async () => (await messageId()) !== undefined, { what: 'the card of an allowlist' });
    const where = { channel_id: server.channels.tasks.id, id: String(await messageId()) };
    return { connectionId, communityId, title, card: await as(server.admin).message(where) };
  }

  /** Members with more points than an entry costs. */
  async function payers({ communityId }: Allowlist, count: number): Promise<string[]> {
    const members = addMembers(stack, count);
    for (const discordId of members) await grant(db, { communityId, discordId }, GRANT);
    return members;
  }

  const common = await anAllowlistWithCard();
  return {
    async paidEntry() {
      const [discordId] = (await payers(common, 1)) as [string];
      const isIn = async (state: object = {}): Promise<boolean> =>
        (await entries.countDocuments({ connectionId: common.connectionId, discordId, ...state })) > 0;
      return {
        press: () => press(common, discordId),
        isRecorded: () => isIn(),
        wasConfirmed: () => seenBy(discordId, "You're in", common.title),
        isSettled: async () =>
          (await isIn({ state: 'valid' })) &&
          !(await isAnythingDue(common.connectionId)) &&
          (await isCounted(common)),
        faults: () => booksOf(common, discordId, [`manual ${GRANT}`, `entry ${-PRICE}`]),
      };
    },

    async cancellation() {
      const allowlist = await anAllowlistWithCard();
      const { connectionId, card, title } = allowlist;
      const members = await payers(allowlist, MEMBERS);
      for (const member of members) await press(allowlist, member);
      const isPaid = async (): Promise<boolean> =>
        (await entries.countDocuments({ connectionId, state: 'valid' })) === MEMBERS &&
        (await isCounted(allowlist));
      await waitUntil(isPaid, { withinMs: 30_000, what: 'the entries of an allowlist' });
      const admin = as(server.admin);
      const place = { channelId: server.channels.tasks.id };
      const panel = await admin.run('allowlist manage', { allowlist: connectionId }, place);
      const asked = await admin.press(panel.message!, { label: 'Withdraw …' });
      const yes = { ...pressed(asked.message!, 'allowlists/manage'), userId: server.admin.id };
      const isWithdrawn = async (): Promise<boolean> =>
        (await stored(connectionId))?.allowlistData.status === 'cancelled';
      const faultsOfCard = async (): Promise<string[]> => {
        const shown = readableText(await admin.message(card));
        return shown.includes('Withdrawn') ? [] : [`the card says ${shown}`];
      };
      return {
        press: () => discord.pressMany([yes]),
        isRecorded: isWithdrawn,
        wasConfirmed: () => seenBy(server.admin.id, 'is withdrawn', title),
        async isSettled() {
          if (!(await isWithdrawn()) || (await isAnythingDue(connectionId))) return false;
          const ended = await stored(connectionId);
          return ended?.closedAt !== undefined && ended.card.drawnVersion === ended.card.version;
        },
        async faults() {
          const moves = [`manual ${GRANT}`, `entry ${-PRICE}`, `refund ${PRICE}`];
          const books = await Promise.all(members.map((one) => booksOf(allowlist, one, moves)));
          const target = { action: 'allowlist.cancel', 'target.id': connectionId };
          const audited = await db.collection('audit_entries').countDocuments(target);
          const inAudit = audited === 1 ? [] : [`${audited} entries in the audit`];
          return [...books.flat(), ...(await faultsOfCard()), ...inAudit];
        },
      };
    },
  };
}
