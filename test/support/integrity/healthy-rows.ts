import { mongo, Types } from 'mongoose';
import type { EncryptionService } from '../../../src/infra/crypto/index.js';
import { type Collection, withDefaults } from '../../../src/infra/database/schema/index.js';
import { isoWeek } from '../../../src/kernel/iso-week.js';
import { accountLinks } from '../../../src/modules/accounts/schemas/account-link.schema.js';
import { oauthTokens } from '../../../src/modules/accounts/schemas/oauth-token.schema.js';
import { allowlistConnections } from '../../../src/modules/allowlists/schemas/allowlist-connection.schema.js';
import { allowlistEntries } from '../../../src/modules/allowlists/schemas/allowlist-entry.schema.js';
import { drawLists, draws } from '../../../src/modules/allowlists/schemas/draw.schema.js';
import { entryAttempts } from '../../../src/modules/allowlists/schemas/entry-attempt.schema.js';
import { communities } from '../../../src/modules/communities/schemas/community.schema.js';
import { balances } from '../../../src/modules/points/schemas/balance.schema.js';
import { pointsLedger } from '../../../src/modules/points/schemas/ledger-row.schema.js';
import { serverMappings } from '../../../src/modules/servers/schemas/server-mapping.schema.js';
import { taskCompletions } from '../../../src/modules/tasks/schemas/task-completion.schema.js';
import { taskPosts } from '../../../src/modules/tasks/schemas/task-post.schema.js';
import { anAccountLink, anAllowlist, anEntry, aServerMapping } from '../builders/documents.js';
import { aSnowflake } from '../builders/snowflakes.js';
import { aTaskCompletion, aTaskPost } from '../builders/tasks.js';

const DAY_MS = 86_400_000;

/** As of two days ago, past every grace period. */
export function anOldId(): Types.ObjectId {
  const twoDaysAgo = Math.floor((Date.now() - 2 * DAY_MS) / 1_000);
  return new Types.ObjectId(
    twoDaysAgo.toString(16).padStart(8, '0') + new Types.ObjectId().toHexString().slice(8),
  );
}

type Row = [Collection, object];

/** A completion of two days ago that was paid: with its ledger row and its balances. */
export function aPaidCompletion(taskPostId: string, communityId: string, discordId = aSnowflake()): Row[] {
  const at = new Date(Date.now() - 2 * DAY_MS);
  const completion = aTaskCompletion({ _id: anOldId(), taskPostId, communityId, discordId, createdAt: at });
  const sum = { communityId, discordId, points: completion.points, completions: 1 };
  return [
    [taskCompletions, completion],
    [
      pointsLedger,
      {
        source: 'task',
        sourceId: completion._id.toHexString(),
        communityId,
        discordId,
        amount: completion.points,
        at,
      },
    ],
    [balances, { ...sum, period: 'all' }],
    [balances, { ...sum, period: isoWeek(at) }],
  ];
}

/** A linked server with an account and its tokens, a task with completions, an allowlist with entries, a draw. */
export function healthyRows(encryption: EncryptionService): Row[] {
  const communityId = anOldId();
  const belongs = { communityId: communityId.toHexString(), guildId: aSnowflake() };
  const account = anAccountLink({ _id: anOldId() });
  const tokenId = anOldId();
  const seal = (field: string) =>
    encryption.encrypt('tokens', 'secret', {
      collection: oauthTokens.name,
      documentId: tokenId.toHexString(),
      field,
    });
  const post = aTaskPost({
    ...belongs,
    _id: anOldId(),
    taskData: { expiresAt: new Date(Date.now() + DAY_MS) },
  });
  post.interactionStats.completions = 2;
  const postId = post._id.toHexString();
  const allowlist = anAllowlist({ ...belongs, _id: anOldId() });
  allowlist.entryManagement.totals = { entries: 2, held: 1, tickets: 4 };
  const connectionId = allowlist._id.toHexString();
  const entry = (given: object): Row => [
    allowlistEntries,
    anEntry({ ...belongs, _id: anOldId(), connectionId, ...given }),
  ];
  const drawId = anOldId();
  const [now, tomorrow] = [new Date(), new Date(Date.now() + DAY_MS)];
  return [
    [communities, { _id: communityId, name: 'Sky Cats', ownerId: aSnowflake(), createdAt: now }],
    [serverMappings, aServerMapping({ ...belongs, _id: anOldId() })],
    [accountLinks, account],
    [
      oauthTokens,
      {
        _id: tokenId,
        discordId: account.discordId,
        accessToken: seal('accessToken'),
        refreshToken: seal('refreshToken'),
        scopes: ['identify'],
        expiresAt: tomorrow,
        deleteAt: tomorrow,
      },
    ],
    [taskPosts, post],
    ...aPaidCompletion(postId, belongs.communityId),
    ...aPaidCompletion(postId, belongs.communityId),
    // Owes its points, and is due.
    [
      taskCompletions,
      aTaskCompletion({ ...belongs, taskPostId: postId, state: 'rejected', owes: ['notice'], due: now }),
    ],
    [allowlistConnections, allowlist],
    entry({ tickets: 3 }),
    entry({ tickets: 1 }),
    entry({ state: 'held' }),
    entry({ leftAt: new mongo.Timestamp({ t: 1, i: 1 }) }),
    [
      entryAttempts,
      {
        _id: anOldId(),
        connectionId,
        discordId: aSnowflake(),
        kind: 'duplicate',
        count: 1,
        firstAt: now,
        lastAt: now,
      },
    ],
    [
      draws,
      {
        _id: drawId,
        allowlistId: allowlist.allowlistId,
        guildId: belongs.guildId,
        state: 'committed',
        method: 'drand',
        commitment: {},
        frozenAt: now,
      },
    ],
    [drawLists, aListPart({ drawId: drawId.toHexString() })[1]],
  ];
}

export const aListPart = (given: object): Row => [
  drawLists,
  {
    _id: anOldId(),
    drawId: new Types.ObjectId().toHexString(),
    allowlistId: new Types.ObjectId().toHexString(),
    part: 0,
    from: 0,
    lines: new mongo.Binary(Buffer.from('{}\n')),
    ...given,
  },
];

/** Writes rows, completed by their defaults; bad ones too, as long as MongoDB takes them past its validators. */
export async function write(db: mongo.Db, rows: readonly Row[]): Promise<void> {
  for (const [collection, values] of rows)
    await db
      .collection(collection.name)
      .insertOne({ ...withDefaults<object>(collection, values) }, { bypassDocumentValidation: true });
}
