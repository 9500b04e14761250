// Real: the rotation, the repository of the tokens, the validators, MongoDB. As processes: test/e2e/cli-keys.spec.ts.
import { type mongo, Types } from 'mongoose';
import type { EncryptionService } from '../../../src/infra/crypto/index.js';
import { KeyRotation, keysOf, type RotationReport } from '../../../src/maintenance/keys/index.js';
import { sealedFields } from '../../../src/maintenance/sealed-fields.js';
import { allowlistConnections } from '../../../src/modules/allowlists/schemas/allowlist-connection.schema.js';
import { anAllowlist } from '../../support/builders/index.js';
import { useCleanDatabase } from '../../support/cleanup/migrated.js';
import {
  aTokenRow,
  aTokensRepository,
  encryptionWith,
  memberOf,
  seedTokens,
  tokensByKey,
  tokensIn,
} from '../../support/keys/tokens.js';

const MEMBERS = 60;
const TOKENS = 2 * MEMBERS;
/** Before those of all other rows. */
const FIRST_ID = new Types.ObjectId('0'.repeat(24));
const DISTANT = new Date('2040-01-01T00:00:00Z');
const BYPASS = { bypassDocumentValidation: true };
const { db, uri } = useCleanDatabase();
const before = encryptionWith('old');
const both = encryptionWith('new', 'old');

interface Run {
  readonly db?: mongo.Db;
  readonly encryption?: EncryptionService;
  readonly isDry?: boolean;
  readonly signal?: AbortSignal;
  readonly breathe?: () => Promise<void>;
}
const aRotation = ({
  db: given = db(),
  encryption = both,
  signal = new AbortController().signal,
  ...way
}: Run = {}) =>
  new KeyRotation(
    { db: given, fields: sealedFields, encryption },
    { batchSize: 10, signal, breathe: () => Promise.resolve(), ...way },
  );
const rotate = (run?: Run): Promise<RotationReport> => aRotation(run).run();
const nothingLeft = { overtaken: 0, unreadable: 0, examples: [], left: 0 };
const rowOf = async (index: number) => (await tokensIn(db()).findOne({ discordId: memberOf(index) }))!;

/** Does something once, between the first batch and the second. */
function afterTheFirstBatch(work: () => Promise<unknown>): () => Promise<void> {
  let isDone = false;
  return async () => {
    if (isDone) return;
    isDone = true;
    await work();
  };
}

beforeEach(async () => {
  await db().collection(allowlistConnections.name).deleteMany();
  await seedTokens(db(), before, MEMBERS);
});

describe('a rotation', () => {
  it('puts every value under the active key, which then is enough to read them', async () => {
    const raffle = aRaffle();
    await db().collection(allowlistConnections.name).insertOne(raffle);
    expect(await rotate()).toEqual({ ...nothingLeft, rotated: TOKENS + 1 });
    expect(await tokensByKey(db())).toEqual({ new: TOKENS });
    const after = encryptionWith('new');
    const stored = await db().collection(allowlistConnections.name).findOne({ _id: raffle._id });
    expect(after.decryptText('seeds', String(stored?.sealedSeed), placeOfSeed(raffle._id))).toBe('seed');
    const { repository, close } = await aTokensRepository(uri, after);
    expect(await repository.find(memberOf(7))).toMatchObject({
      accessToken: 'accessToken-7',
      refreshToken: 'refreshToken-7',
    });
    await close();
  });

  it('changes nothing else, and nothing at all the second time', async () => {
    const { accessToken, refreshToken, ...rest } = await rowOf(3);
    await rotate();
    const after = await rowOf(3);
    expect(after).toMatchObject(rest);
    expect([after.accessToken, after.refreshToken]).not.toEqual([accessToken, refreshToken]);
    expect(await rotate()).toEqual({ ...nothingLeft, rotated: 0 });
    expect(await rowOf(3)).toEqual(after);
  });

  it('only looks when it is dry', async () => {
    await tokensIn(db()).updateOne({ discordId: memberOf(0) }, { $set: { accessToken: 'v1.old.x.y' } });
    const rows = await tokensIn(db()).find().toArray();
    const report = await rotate({ isDry: true });
    expect(report).toMatchObject({ rotated: TOKENS - 1, unreadable: 1, left: TOKENS });
    expect(await tokensIn(db()).find().toArray()).toEqual(rows);
  });

  it('that is cut short is finished by the next one', async () => {
    const stopping = new AbortController();
    const reason = new Error('Ctrl-C');
    const breathe = afterTheFirstBatch(() => {
      stopping.abort(reason);
      return Promise.resolve();
    });
    const cut = aRotation({ signal: stopping.signal, breathe });
    await expect(cut.run()).rejects.toBe(reason);
    expect(cut.report.rotated).toBe(20);
    expect(await tokensByKey(db())).toEqual({ new: 20, old: TOKENS - 20 });
    expect(await rotate()).toMatchObject({ rotated: TOKENS - 20, left: 0 });
  });

  it('twice at once rotates each value once', async () => {
    const reports = await Promise.all([rotate(), rotate(), rotate()]);
    expect(reports.reduce((sum, { rotated }) => sum + rotated, 0)).toBe(TOKENS);
    expect(reports.every(({ left }) => left === 0)).toBe(true);
    expect(await tokensByKey(db())).toEqual({ new: TOKENS });
  });
});

describe('what others write meanwhile', () => {
  const given = { accessToken: 'fresh', scopes: [], expiresAt: DISTANT, deleteAt: DISTANT };

  /** The database, with `work` done between the read of the first batch and its write. */
  function racing(work: () => Promise<unknown>): mongo.Db {
    const first = afterTheFirstBatch(work);
    const collection = (name: string) => {
      const rows = db().collection(name);
      const bulkWrite = rows.bulkWrite.bind(rows);
      rows.bulkWrite = async (...args: Parameters<typeof bulkWrite>) => {
        await first();
        return bulkWrite(...args);
      };
      return rows;
    };
    return Object.assign(Object.create(db()) as mongo.Db, { collection });
  }

  it('stands: a refresh between the read and the write is not overwritten', async () => {
    const { repository, close } = await aTokensRepository(uri, both);
    const report = await rotate({ db: racing(() => repository.save(memberOf(0), given)) });
    expect(report).toMatchObject({ rotated: TOKENS - 2, overtaken: 2, left: 0 });
    expect((await repository.find(memberOf(0)))?.accessToken).toBe('fresh');
    await close();
  });

  it('is rotated too, where a process still has the old key in front', async () => {
    const behind = await aTokensRepository(uri, encryptionWith('old', 'new'));
    const report = await rotate({ db: racing(() => behind.repository.save(memberOf(0), given)) });
    expect(report).toMatchObject({ rotated: TOKENS - 1, overtaken: 2, left: 0 });
    expect((await behind.repository.find(memberOf(0)))?.accessToken).toBe('fresh');
    expect(await tokensByKey(db())).toEqual({ new: TOKENS - 1, none: 1 });
    await behind.close();
  });

  it('may be a row that goes, or a new one behind the scan', async () => {
    const work = async (): Promise<void> => {
      await tokensIn(db()).deleteOne({ discordId: memberOf(0) });
      await tokensIn(db()).insertOne(aTokenRow(before, MEMBERS, FIRST_ID));
    };
    expect(await rotate({ db: racing(work) })).toMatchObject({ rotated: TOKENS, overtaken: 2, left: 0 });
    expect(await tokensByKey(db())).toEqual({ new: TOKENS });
  });

  it('is told of when it does not end', async () => {
    const breathe = async (): Promise<void> => {
      await tokensIn(db()).deleteOne({ discordId: memberOf(0) });
      await tokensIn(db()).insertOne(aTokenRow(before, 0, FIRST_ID));
    };
    expect(await rotate({ breathe })).toMatchObject({ unreadable: 0, left: 2 });
  });
});

describe('a value that can not be rotated', () => {
  it('is left as it is and told by its row, and keeps none of the others back', async () => {
    const [lost, swapped, broken] = await Promise.all([0, 1, 2].map(rowOf));
    const foreign = encryptionWith('gone').encrypt('tokens', 'x', placeOf(lost!._id));
    const set = (index: number, values: object) =>
      tokensIn(db()).updateOne({ discordId: memberOf(index) }, { $set: values }, BYPASS);
    await set(0, { accessToken: foreign });
    await set(1, { accessToken: broken!.accessToken });
    await set(2, { accessToken: 'plain text' });
    const { examples, ...figures } = await rotate();
    expect(figures).toEqual({ rotated: TOKENS - 3, overtaken: 0, unreadable: 3, left: 3 });
    const named = examples.map(({ id, field, code }) => `${id} ${field} ${code}`).sort();
    expect(named).toEqual(
      [
        `${lost!._id.toHexString()} accessToken ENCRYPTION_KEY_UNKNOWN`,
        `${swapped!._id.toHexString()} accessToken CIPHERTEXT_TAMPERED`,
        `${broken!._id.toHexString()} accessToken CIPHERTEXT_TAMPERED`,
      ].sort(),
    );
    expect((await rowOf(0)).accessToken).toBe(foreign);
    expect((await rowOf(2)).accessToken).toBe('plain text');
  });

  it('is one that would no longer fit its field, with the longer name of the new key', async () => {
    const { _id } = await rowOf(5);
    const accessToken = before.encrypt('tokens', 'x'.repeat(3_034), placeOf(_id));
    await tokensIn(db()).updateOne({ _id }, { $set: { accessToken } });
    const report = await rotate({ encryption: encryptionWith('k'.repeat(32), 'old') });
    const told = { collection: 'oauth_tokens', id: _id.toHexString(), field: 'accessToken' };
    expect(report).toMatchObject({ rotated: TOKENS - 2, unreadable: 2, left: 2 });
    expect(report.examples).toContainEqual({ ...told, code: 'ROW_INVALID' });
    expect((await rowOf(5)).accessToken).toBe(accessToken);
  });
});

describe('the counts of keys', () => {
  const tokens = sealedFields[0]!;

  it('are by key, whatever the ids are of, with what is no ciphertext beside', async () => {
    await tokensIn(db()).updateOne({ discordId: memberOf(0) }, { $set: { accessToken: 'plain' } });
    await tokensIn(db()).updateOne({ discordId: memberOf(1) }, { $set: { accessToken: 7 } } as never, BYPASS);
    await tokensIn(db()).insertOne(Object.assign(aTokenRow(both, MEMBERS), { _id: 'a text' }), BYPASS);
    expect(await keysOf(db(), tokens)).toEqual({
      ...tokens,
      values: new Map([
        ['old', MEMBERS - 2],
        ['new', 1],
      ]),
      malformed: 2,
    });
    await db().collection('oauth_tokens').drop();
    expect(await keysOf(db(), tokens)).toMatchObject({ values: new Map(), malformed: 0 });
  });
});

const placeOf = (id: Types.ObjectId) => ({
  collection: 'oauth_tokens',
  documentId: id.toHexString(),
  field: 'accessToken',
});
const placeOfSeed = (id: Types.ObjectId) => ({
  collection: allowlistConnections.name,
  documentId: id.toHexString(),
  field: 'sealedSeed',
});

function aRaffle() {
  const _id = new Types.ObjectId();
  return anAllowlist({ _id, sealedSeed: before.encrypt('seeds', 'seed', placeOfSeed(_id)) });
}
