import mongoose, { type Connection, type mongo } from 'mongoose';
import type * as Engine from '../../src/infra/database/schema/index.js';
import type * as Rules from '../../src/modules/allowlists/entries/entry.rules.js';
import type * as Parents from '../../src/modules/allowlists/schemas/allowlist-connection.schema.js';
import type * as Entries from '../../src/modules/allowlists/schemas/allowlist-entry.schema.js';
import type * as Draws from '../../src/modules/allowlists/schemas/draw.schema.js';

export const ALLOWLIST_ID = '665f00000000000000000001';
export const PLACES = 1_000;

const BATCH = 5_000;

/** Decorators are beyond Node: what has them is taken as it was built. */
export const built = async <Module>(path: string): Promise<Module> =>
  (await import(new URL(`../../dist/${path}`, import.meta.url).href)) as Module;

type Given = Partial<Omit<Parents.DiscordAllowlistConnection, 'allowlistData'>> & {
  readonly allowlistData: Partial<Parents.AllowlistData>;
};

/** A raffle of a day. */
export async function anAllowlist({
  allowlistData,
  ...given
}: Given): Promise<Parents.DiscordAllowlistConnection> {
  const { withDefaults } = await built<typeof Engine>('infra/database/schema/index.js');
  const { allowlistConnections } = await built<typeof Parents>(
    'modules/allowlists/schemas/allowlist-connection.schema.js',
  );
  return withDefaults<Parents.DiscordAllowlistConnection>(allowlistConnections, {
    guildId: '100000000000000000',
    channelId: '200000000000000000',
    communityId: 'bench',
    createdBy: '300000000000000000',
    createdAt: new Date(),
    locale: 'en-US',
    ...given,
    allowlistData: {
      title: 'Bench',
      description: 'Bench',
      prize: 'Bench',
      kind: 'raffle',
      winnerCount: 10,
      endsAt: new Date(Date.now() + 86_400_000),
      ...allowlistData,
    },
  });
}

/** An allowlist that has closed, with so many entries of as many members. */
export async function fillAllowlist(connection: Connection, count: number): Promise<void> {
  const { optionsOf, Validators } = await built<typeof Engine>('infra/database/schema/index.js');
  const { newEntry } = await built<typeof Rules>('modules/allowlists/entries/entry.rules.js');
  const { allowlistEntries } = await built<typeof Entries>(
    'modules/allowlists/schemas/allowlist-entry.schema.js',
  );
  const { draws, drawLists } = await built<typeof Draws>('modules/allowlists/schemas/draw.schema.js');
  const parent = await anAllowlist({
    _id: new mongoose.Types.ObjectId(ALLOWLIST_ID),
    allowlistId: ALLOWLIST_ID,
    allowlistData: { status: 'closing', winnerCount: PLACES },
  });
  const row = (index: number): object => ({
    ...newEntry(
      parent,
      { discordId: String(10n ** 17n + BigInt(index)), interactionId: String(index + 1) },
      {},
      new Date(),
    ),
    tickets: 1 + (index % 5),
  });
  const rows = connection.collection('allowlist_entries');
  for (let from = 0; from < count; from += BATCH) {
    const batch = Array.from({ length: Math.min(BATCH, count - from) }, (_, index) => row(from + index));
    await rows.insertMany(batch, { ordered: false, writeConcern: { w: 1 } });
  }
  for (const { name, indexes } of [allowlistEntries, draws, drawLists])
    await connection
      .collection(name)
      .createIndexes(
        indexes.map((index) => ({ ...optionsOf(index), key: index.key }) as mongo.IndexDescription),
      );
  if (connection.db) await new Validators(connection.db, [draws, drawLists]).set();
  const parents = connection.collection('discord_allowlist_connections');
  await parents.insertOne(parent);
  await parents.updateOne({}, { $currentDate: { closedSeq: { $type: 'timestamp' } } });
}
