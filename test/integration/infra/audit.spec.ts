// Real: the audit trail, the services that leave entries, transactions, a MongoDB of this file. Fake: Discord.
import { Types } from 'mongoose';
import { type AuditEntry, AuditTrail } from '../../../src/infra/audit/index.js';
import { Database } from '../../../src/infra/database/index.js';
import { serverMappings } from '../../../src/modules/servers/schemas/server-mapping.schema.js';
import { LinkingService } from '../../../src/modules/servers/linking/linking.service.js';
import { ServersRepository } from '../../../src/modules/servers/servers.repository.js';
import { useTestApp } from '../../support/app/index.js';
import { aMemberAction, aServerMapping, aSnowflake } from '../../support/builders/index.js';
import { useTestDatabase } from '../../support/mongo/test-database.js';

const database = useTestDatabase();
const testApp = useTestApp({ databaseUri: database.uri, isLinked: false });
const trail = () => testApp().get(AuditTrail);
const entries = () => database.db().collection('audit_entries');

/** A change as a service makes it, in a transaction. */
async function change(guildId: string, timezone: string): Promise<void> {
  const before = aServerMapping({ guildId });
  const after = aServerMapping({ ...before, botConfig: { ...before.botConfig, timezone } });
  const actor = { kind: 'admin' as const, id: aSnowflake() };
  await testApp()
    .get(Database)
    .transaction(() =>
      trail().record({
        action: 'community.setup',
        actor,
        collection: serverMappings,
        guildId,
        before,
        after,
      }),
    );
}

it('linking a server leaves who, what and in which interaction', async () => {
  const { guild, admin } = await testApp().addServer({ isLinked: false });
  await testApp()
    .get(LinkingService)
    .create(aMemberAction({ guildId: guild.id, discordId: admin.id }), { name: 'Sky Cats' });
  const [entry] = await trail().pageOfGuild(guild.id, 10);
  const mapping = await testApp().get(ServersRepository).findActive(guild.id);
  expect(entry).toMatchObject({
    action: 'community.link',
    actor: { kind: 'admin', id: admin.id },
    target: { kind: 'discord_server_mappings', id: mapping?._id.toHexString() },
    guildId: guild.id,
  });
  expect(entry?.changes).toContainEqual({ field: 'status', after: '"active"' });
  expect(entry?.changes).toContainEqual({ field: 'linkedBy', after: '"changed"' });
});

it('a change that fails leaves no entry, and an entry that fails takes the change with it', async () => {
  const { guild, admin } = await testApp().addServer({ isLinked: false });
  const action = aMemberAction({ guildId: guild.id, discordId: admin.id });
  const spy = jest.spyOn(trail(), 'record').mockRejectedValueOnce(new Error('no room'));
  await expect(testApp().get(LinkingService).create(action, { name: 'Sky Cats' })).rejects.toThrow('no room');
  spy.mockRestore();
  expect(await testApp().get(ServersRepository).findActive(guild.id)).toBeNull();
  expect(await database.db().collection('communities').countDocuments({ ownerId: admin.id })).toBe(0);

  const guildId = aSnowflake();
  const failing = testApp()
    .get(Database)
    .transaction(async () => {
      const after = aServerMapping({ guildId });
      const actor = { kind: 'operator' as const, id: 'op' };
      await trail().record({
        action: 'test.change',
        actor,
        collection: serverMappings,
        guildId,
        before: null,
        after,
      });
      throw new Error('the change failed');
    });
  await expect(failing).rejects.toThrow('the change failed');
  expect(await entries().countDocuments({ guildId })).toBe(0);
});

it('is read page by page, newest first, in its own server only', async () => {
  const guildId = aSnowflake();
  for (const zone of ['Asia/Tokyo', 'Europe/Rome', 'America/Lima']) await change(guildId, zone);
  await change(aSnowflake(), 'Africa/Cairo');
  const zones = (page: Awaited<ReturnType<AuditTrail['pageOfGuild']>>) =>
    page.map(({ changes }) => changes.find(({ field }) => field === 'botConfig.timezone')?.after);
  const first = await trail().pageOfGuild(guildId, 2);
  expect(zones(first)).toEqual(['"America/Lima"', '"Europe/Rome"']);
  expect(
    zones(await trail().pageOfGuild(guildId, 2, { direction: 'after', id: String(first.at(-1)?._id) })),
  ).toEqual(['"Asia/Tokyo"']);
});

it('a member who acts for themselves is not named: an entry is never erased', async () => {
  const [guildId, discordId] = [aSnowflake(), aSnowflake()];
  const target = { kind: 'test', id: 'x' };
  await trail().note({ action: 'test.act', actor: { kind: 'member', id: discordId }, guildId, target });
  const entry = await entries().findOne<AuditEntry>({ guildId });
  expect(JSON.stringify(entry)).not.toContain(discordId);
  expect(trail().actorIds(discordId)).toContain(entry?.actor.id);
  expect(trail().actorIds(aSnowflake())).not.toContain(entry?.actor.id);
});

it('a change that changes nothing leaves no entry', async () => {
  const guildId = aSnowflake();
  const same = { ...aServerMapping({ guildId }), _id: new Types.ObjectId() };
  const actor = { kind: 'member' as const, id: aSnowflake() };
  await trail().record({
    action: 'test.nothing',
    actor,
    collection: serverMappings,
    guildId,
    before: same,
    after: same,
  });
  expect(await entries().countDocuments({ guildId })).toBe(0);
});
