import 'reflect-metadata';
import mongoose, { mongo } from 'mongoose';
import type * as AuditFile from '../../src/infra/audit/audit-trail.js';
import type * as AuditSchema from '../../src/infra/audit/audit-entry.schema.js';
import type * as Engine from '../../src/infra/database/schema/index.js';
import type * as Servers from '../../src/modules/servers/schemas/server-mapping.schema.js';
import { median } from './measure.ts';

/**
 * What an audit entry costs: an admin changes a setting, in one transaction with majority writes, with the
 * entry and without it. Presses and entries of members are not audited, and so not dearer at all.
 */
const ROUNDS = 5;
const CHANGES = 300;
const WRITERS = 8;

const built = async <Module>(path: string): Promise<Module> =>
  (await import(new URL(`../../dist/${path}`, import.meta.url).href)) as Module;
const { AuditTrail } = await built<typeof AuditFile>('infra/audit/audit-trail.js');
const { auditEntries } = await built<typeof AuditSchema>('infra/audit/audit-entry.schema.js');
const { optionsOf, withDefaults } = await built<typeof Engine>('infra/database/schema/index.js');
const { serverMappings } = await built<typeof Servers>('modules/servers/schemas/server-mapping.schema.js');

/** None is the one that a mapping begins with, so each change is one. */
const ZONES = ['Asia/Tokyo', 'Europe/Berlin'] as const;

/** Changes a second, with their share of work done per `change`. */
async function perSecond(change: (writer: number, index: number) => Promise<void>): Promise<number> {
  const startedAt = performance.now();
  const writer = async (number: number): Promise<void> => {
    for (let index = 0; index < CHANGES / WRITERS; index += 1) await change(number, index);
  };
  await Promise.all(Array.from({ length: WRITERS }, (_, number) => writer(number)));
  return CHANGES / ((performance.now() - startedAt) / 1_000);
}

export async function measureAudit(uri: string): Promise<boolean> {
  mongoose.set('transactionAsyncLocalStorage', true);
  const connection = await mongoose.createConnection(uri).asPromise();
  const entries = connection.model(auditEntries.model.name, auditEntries.schema);
  const mappings = connection.model(serverMappings.model.name, serverMappings.schema);
  await entries.collection.createIndexes(
    auditEntries.indexes.map(
      (index) => ({ ...optionsOf(index), key: { ...index.key } }) as mongo.IndexDescription,
    ),
  );
  const rows = Array.from({ length: WRITERS }, (_, number) =>
    withDefaults<Servers.DiscordServerMapping>(serverMappings, {
      _id: new mongoose.Types.ObjectId(),
      guildId: String(1_100_000_000_000_000_000n + BigInt(number)),
      communityId: `bench-${String(number)}`,
      linkedBy: '1100000000000000000',
      linkedAt: new Date(),
      status: 'active',
      guildInfo: { name: 'Bench', ownerId: '1100000000000000000', locale: 'en-US' },
    }),
  );
  await mappings.collection.insertMany(rows);
  const trail = new AuditTrail(entries as never, { now: () => new Date() }, { hmac: String } as never);

  const change = async (isAudited: boolean, number: number, index: number): Promise<void> => {
    const before = rows[number];
    if (before === undefined) throw new Error('no such row');
    const timezone = ZONES[index % 2] ?? ZONES[0];
    const after = Object.assign({}, before, { botConfig: Object.assign({}, before.botConfig, { timezone }) });
    await connection.transaction(
      async () => {
        await mappings.updateOne({ _id: before._id }, { $set: { 'botConfig.timezone': timezone } });
        if (!isAudited) return;
        const actor = { kind: 'admin' as const, id: before.linkedBy };
        await trail.record({
          action: 'community.setup',
          actor,
          collection: serverMappings,
          guildId: before.guildId,
          before,
          after,
        });
      },
      { writeConcern: new mongo.WriteConcern('majority') },
    );
  };
  const rounds: [plain: number, audited: number][] = [];
  for (let round = 0; round <= ROUNDS; round += 1)
    rounds.push([
      await perSecond((number, index) => change(false, number, index)),
      await perSecond((number, index) => change(true, number, index)),
    ]);
  const counted = rounds.slice(1);
  const ratio = median(counted.map(([plain, audited]) => audited / plain));
  const [plain, audited] = [0, 1].map((side) => median(counted.map((round) => round[side] ?? Number.NaN)));
  console.log(
    `changes of settings/s, alone ${String(Math.round(plain ?? 0))}, with their entry ${String(Math.round(audited ?? 0))}`,
  );
  console.log(`ratio ${ratio.toFixed(2)} (no aim: members' presses and entries are not audited)`);
  await connection.close();
  return true;
}
