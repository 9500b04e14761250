// Real: the checks with their repairs, migrations and validators, a MongoDB. Fake: the recounts of projections,
// and the time that figures need to follow, which has passed at once.
import { Types } from 'mongoose';
import { oauthTokens } from '../../../src/modules/accounts/schemas/oauth-token.schema.js';
import { allowlistConnections } from '../../../src/modules/allowlists/schemas/allowlist-connection.schema.js';
import { allowlistEntries } from '../../../src/modules/allowlists/schemas/allowlist-entry.schema.js';
import { entryAttempts } from '../../../src/modules/allowlists/schemas/entry-attempt.schema.js';
import { communities } from '../../../src/modules/communities/schemas/community.schema.js';
import { balances } from '../../../src/modules/points/schemas/balance.schema.js';
import { pointsLedger } from '../../../src/modules/points/schemas/ledger-row.schema.js';
import { serverMappings } from '../../../src/modules/servers/schemas/server-mapping.schema.js';
import { taskCompletions } from '../../../src/modules/tasks/schemas/task-completion.schema.js';
import { aKey } from '../../support/builders/encryption-keys.js';
import {
  anAllowlist,
  anEntry,
  aServerMapping,
  aSnowflake,
  aTaskCompletion,
} from '../../support/builders/index.js';
import { findingsOf, serviceWith, useCheckedDatabase } from '../../support/integrity/checked-database.js';
import { aListPart, anOldId, aPaidCompletion, write } from '../../support/integrity/healthy-rows.js';

const { db, rows, encryption, recountTask, run, everyRow, healthyRow, idOf } = useCheckedDatabase();
const lostKey = serviceWith(`lost:${aKey('b')}`);

it('finds nothing in a healthy database, and a repair changes nothing in it', async () => {
  const before = await everyRow();
  expect(findingsOf(await run({ isRepairing: true }))).toEqual({});
  expect(await everyRow()).toEqual(before);
});

interface Fault {
  readonly check: string;
  readonly plant: () => Promise<unknown>;
  readonly what: RegExp;
  readonly rows?: number;
  /** What is told only; a person has to decide. */
  readonly isLeft?: boolean;
}
const community = () => idOf('communities');
const member = aSnowflake();
const id = () => new Types.ObjectId().toHexString();
const tokens = (given: object) => ({
  _id: anOldId(),
  discordId: aSnowflake(),
  accessToken: 'v1.sealed',
  scopes: [],
  expiresAt: new Date(),
  deleteAt: new Date(Date.now() + 86_400_000),
  ...given,
});
const FAULTS: Record<string, Fault> = {
  'completions without their task': {
    check: 'completion-orphans',
    plant: async () => {
      const gone = id();
      await write(db(), [
        ...aPaidCompletion(gone, community()),
        ...aPaidCompletion(gone, community()),
        // Young, and one that still owes: both stay.
        [taskCompletions, aTaskCompletion({ taskPostId: gone, state: 'rejected' })],
        [
          taskCompletions,
          aTaskCompletion({ _id: anOldId(), taskPostId: gone, owes: ['points'], due: new Date() }),
        ],
      ]);
    },
    what: /task_completions without their discord_task_posts/,
    rows: 2,
  },
  'entries without their allowlist': {
    check: 'entry-orphans',
    plant: () => {
      const connectionId = id();
      const entry = () => anEntry({ _id: anOldId(), connectionId });
      return write(db(), [
        [allowlistEntries, entry()],
        [allowlistEntries, entry()],
        [allowlistEntries, { ...entry(), due: new Date() }],
        [allowlistEntries, anEntry({ connectionId })],
      ]);
    },
    what: /allowlist_entries without/,
    rows: 2,
  },
  'attempts without their allowlist': {
    check: 'attempt-orphans',
    plant: () => {
      const attempt = healthyRow('entry_attempts');
      return write(db(), [[entryAttempts, { ...attempt, _id: anOldId(), connectionId: id() }]]);
    },
    what: /entry_attempts without/,
  },
  'a part of a list without its draw': {
    check: 'draw-list-orphans',
    plant: () => write(db(), [aListPart({})]),
    what: /draw_lists without their draws/,
  },
  'tokens without their account': {
    check: 'token-orphans',
    plant: () => {
      const _id = anOldId();
      const place = { collection: 'oauth_tokens', documentId: _id.toHexString(), field: 'accessToken' };
      const accessToken = encryption.encrypt('tokens', 'x', place);
      return write(db(), [[oauthTokens, tokens({ _id, accessToken })]]);
    },
    what: /oauth_tokens without their discord_account_links/,
  },
  'a linked server whose community is gone': {
    check: 'missing-communities',
    plant: () =>
      write(db(), [
        [serverMappings, aServerMapping({ guildInfo: { name: 'X', ownerId: member, locale: 'de' } })],
      ]),
    what: /^no community [0-9a-f]{24}$/,
  },
  'tokens under a key that is lost': {
    check: 'undecryptable-tokens',
    plant: async () => {
      const { discordId } = healthyRow('discord_account_links');
      const place = { collection: 'oauth_tokens', documentId: idOf('oauth_tokens'), field: 'accessToken' };
      const accessToken = lostKey.encrypt('tokens', 'x', place);
      await rows('oauth_tokens').updateOne({ discordId }, { $set: { accessToken } });
    },
    what: /^accessToken: ENCRYPTION_KEY_UNKNOWN$/,
  },
  'a balance that differs from the ledger': {
    check: 'balances',
    plant: () => rows('balances').updateOne({ period: 'all' }, { $inc: { points: 7 } }),
    what: /not the sum of the ledger: all$/,
  },
  'a week that differs from the ledger': {
    check: 'balances',
    plant: () => rows('balances').updateOne({ period: { $ne: 'all' } }, { $inc: { completions: 1 } }),
    what: /not the sum of the ledger: \d{4}-W\d\d$/,
  },
  'a balance without a ledger': {
    check: 'balances',
    plant: () =>
      write(db(), [
        [balances, { communityId: id(), period: 'all', discordId: member, points: 5, completions: 1 }],
      ]),
    what: /all$/,
  },
  'a ledger without balances': {
    check: 'balances',
    plant: () =>
      write(db(), [
        [
          pointsLedger,
          {
            source: 'manual',
            sourceId: 'x',
            communityId: id(),
            discordId: member,
            amount: 9,
            at: new Date(),
          },
        ],
      ]),
    what: /all, \d{4}-W\d\d$/,
    rows: 2,
  },
  'a completion that was never paid': {
    check: 'owed-points',
    plant: () =>
      write(db(), [[taskCompletions, aTaskCompletion({ taskPostId: idOf('discord_task_posts') })]]).then(() =>
        recountTask(idOf('discord_task_posts')),
      ),
    what: /has no ledger row/,
  },
  'a completion that is paid and still owes': {
    check: 'owed-points',
    plant: () =>
      rows('task_completions').updateOne(
        { _id: new Types.ObjectId(idOf('task_completions')) },
        { $set: { owes: ['points'], due: new Date() } },
      ),
    what: /still owes/,
  },
  'a completion that owes and is never due': {
    check: 'owed-points',
    plant: () => rows('task_completions').updateOne({ owes: 'notice' }, { $unset: { due: '' } }),
    what: /never due/,
  },
  'a task that counts wrong': {
    check: 'task-counts',
    plant: () => rows('discord_task_posts').updateOne({}, { $inc: { 'interactionStats.completions': 3 } }),
    what: /^says completions 5, is completions 2$/,
  },
  'an allowlist that counts wrong': {
    check: 'allowlist-counts',
    plant: async () => {
      const allowlist = anAllowlist();
      allowlist.entryManagement.totals = { entries: 5, held: 0, tickets: 1 };
      const connectionId = allowlist._id.toHexString();
      await write(db(), [
        [allowlistConnections, allowlist],
        [allowlistEntries, anEntry({ connectionId })],
      ]);
    },
    what: /^says entries 5, held 0, tickets 1, is entries 1, held 0, tickets 1$/,
  },
  'a document without the form of its schema': {
    check: 'invalid-documents',
    plant: () =>
      write(db(), [
        [communities, { name: 5, ownerId: member, createdAt: new Date(), 'a secret': true, _id: 'text' }],
      ]),
    what: /: name, _id, 1 unknown fields$/,
    isLeft: true,
  },
  'a document that lacks a field': {
    check: 'invalid-documents',
    plant: () =>
      rows('communities').insertOne(
        { name: 'Cats', createdAt: new Date(), pointsName: 'points', tiers: [] },
        { bypassDocumentValidation: true },
      ),
    what: /: ownerId$/,
    isLeft: true,
  },
  'a row that no worker takes': {
    check: 'stuck-dues',
    plant: () =>
      rows('task_completions').updateOne({ owes: 'notice' }, { $set: { due: new Date('2020-01-01') } }),
    what: /^due is long past$/,
    isLeft: true,
  },
};

it.each(Object.entries(FAULTS))('%s: found, told, mended; then all is well', async (_, fault) => {
  await fault.plant();
  const before = await everyRow();
  const [report] = await run({ isRepairing: true, only: fault.check });
  const [repaired, count] = [fault.isLeft === true ? 0 : 1, fault.rows ?? 1];
  expect(report).toMatchObject({ findings: 1, rows: count, isRepairable: repaired === 1, repaired });
  const what = expect.stringMatching(fault.what) as string;
  expect(report!.examples).toEqual([{ id: expect.any(String) as string, what, count }]);
  const isSame = (await everyRow()).join() === before.join();
  expect(isSame).toBe(fault.isLeft === true);
  expect(findingsOf(await run())).toEqual(fault.isLeft === true ? { [fault.check]: 1 } : {});
});

it('finds all faults together, changes nothing while it only looks, and no healthy row while it mends', async () => {
  // Planted into rows of the healthy ones.
  const inPlace = /lost|differs|never due|still owes|counts wrong|no worker|never paid/;
  const beside = Object.entries(FAULTS).filter(([name]) => !inPlace.test(name));
  const sound = await everyRow();
  for (const [, { plant }] of beside) await plant();
  const faulty = await everyRow();
  expect(Object.keys(findingsOf(await run())).sort()).toEqual(
    [...new Set(beside.map(([, { check }]) => check))].sort(),
  );
  expect(await everyRow()).toEqual(faulty);
  await run({ isRepairing: true });
  const mended = new Set(await everyRow());
  expect(sound.filter((row) => !mended.has(row))).toEqual([]);
});

it('shows ten examples and counts all', async () => {
  const many = Array.from({ length: 25 }, () =>
    tokens({
      accessToken: lostKey.encrypt('tokens', 'x', {
        collection: 'oauth_tokens',
        documentId: 'other',
        field: 'accessToken',
      }),
    }),
  );
  await write(
    db(),
    many.map((row) => [oauthTokens, row]),
  );
  const [report] = await run({ only: 'undecryptable-tokens' });
  expect(report).toMatchObject({ findings: 25, rows: 25 });
  expect(report!.examples).toHaveLength(10);
});
