// Real: a MongoDB with users and their passwords, the migrations as its owner, the whole service as its own user.
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mongo } from 'mongoose';
import { loadMigrations } from '../../../src/infra/database/migrations/migration-files.js';
import { MigrationRunner } from '../../../src/infra/database/migrations/migration-runner.js';
import { Validators } from '../../../src/infra/database/schema/index.js';
import { collections } from '../../../src/maintenance/collections.js';
import { SERVICE_ROLE, serviceRole } from '../../../src/maintenance/service-role.js';
import { startApp, type TestApp } from '../../support/app/index.js';
import { startBareMongod } from '../../support/mongo/mongod-process.js';
import { waitUntil } from '../../support/mongo/wait-until.js';

const DATABASE = 'test_service_role';
const UNAUTHORIZED = 13;
const pwd = 'a-password-of-this-test';

let folder: string;
let server: Awaited<ReturnType<typeof startBareMongod>>;
let app: TestApp;
let service: mongo.MongoClient;

const uriOf = (user: string): string => {
  const uri = new URL(server.uri);
  uri.username = user;
  uri.password = pwd;
  uri.pathname = `/${DATABASE}`;
  uri.searchParams.set('authSource', 'admin');
  return uri.href;
};

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'service-role-'));
  const keyFile = join(folder, 'key');
  await writeFile(keyFile, 'a'.repeat(32));
  await chmod(keyFile, 0o600);
  server = await startBareMongod(['--replSet', 'rs0', '--keyFile', keyFile]);
  await makeUsers();
  await migrate();
  app = await startApp({ databaseUri: uriOf('bot'), roles: ['gateway', 'worker'] });
  service = await mongo.MongoClient.connect(uriOf('bot'));
}, 60_000);
afterAll(async () => {
  await app.stop();
  await service.close();
  await server.stop();
  await rm(folder, { recursive: true });
});

/** As anyone may on the machine itself until there is a first user. */
async function makeUsers(): Promise<void> {
  const first = await mongo.MongoClient.connect(server.uri);
  const host = new URL(server.uri).host;
  await first.db('admin').command({ replSetInitiate: { _id: 'rs0', members: [{ _id: 0, host }] } });
  await waitUntil(async () => (await first.db('admin').command({ hello: 1 })).isWritablePrimary === true);
  await first.db('admin').command({ createUser: 'root', pwd, roles: ['root'] });
  await first.close();
  const root = await mongo.MongoClient.connect(uriOf('root'));
  const admin = root.db('admin');
  await admin.command(serviceRole(DATABASE, collections));
  await admin.command({ createUser: 'bot', pwd, roles: [SERVICE_ROLE] });
  await admin.command({ createUser: 'owner', pwd, roles: [{ role: 'dbOwner', db: DATABASE }] });
  await root.close();
}

async function migrate(): Promise<void> {
  const owner = await mongo.MongoClient.connect(uriOf('owner'));
  const db = owner.db(DATABASE);
  await new MigrationRunner(db, await loadMigrations(), new Validators(db, collections)).migrate();
  await owner.close();
}

it('is enough for the service: it has linked a server, and its worker works', async () => {
  const { guild } = app.server;
  expect(await service.db().collection('discord_server_mappings').countDocuments({ guildId: guild.id })).toBe(
    1,
  );
  expect(await service.db().collection('audit_entries').countDocuments({ guildId: guild.id })).toBe(1);
  const lease = () =>
    service
      .db()
      .collection('leases')
      .findOne({ _id: 'projections' as never });
  await waitUntil(async () => (await lease())?.owner !== undefined);
});

it.each([
  ['change', (entries: mongo.Collection) => entries.updateMany({}, { $set: { reason: 'another' } })],
  ['replace', (entries: mongo.Collection) => entries.findOneAndReplace({}, {})],
  ['remove', (entries: mongo.Collection) => entries.deleteMany({})],
  ['drop', (entries: mongo.Collection) => entries.drop()],
  ['rename', (entries: mongo.Collection) => entries.rename('others')],
])('is not enough to %s an entry of the audit trail', async (_, act) => {
  await expect(act(service.db().collection('audit_entries'))).rejects.toHaveProperty('code', UNAUTHORIZED);
});

it('is not enough to change what counts as migrated, the forms of documents, or users', async () => {
  const db = service.db();
  const ledger = db.collection('schema_migrations');
  await expect(ledger.deleteMany({})).rejects.toHaveProperty('code', UNAUTHORIZED);
  await expect(db.command({ collMod: 'balances', validationLevel: 'off' })).rejects.toHaveProperty(
    'code',
    UNAUTHORIZED,
  );
  await expect(db.command({ createUser: 'more', pwd, roles: [] })).rejects.toHaveProperty(
    'code',
    UNAUTHORIZED,
  );
});
