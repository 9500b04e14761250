import { mongo, Types } from 'mongoose';
import type { AllowlistEntry } from '../../../../src/modules/allowlists/schemas/allowlist-entry.schema.js';
import type { DiscordAllowlistConnection } from '../../../../src/modules/allowlists/schemas/allowlist-connection.schema.js';
import {
  aServerMapping,
  aSnowflake,
  aTaskCompletion,
  aTaskPost,
  anAccountLink,
  anAllowlist,
  anEntry,
  anInteractionLog,
  samples,
} from '../../../support/builders/index.js';

const MINUTE_MS = 60_000;
const GUILDS = 5;
const MEMBERS = 300;

/** A filled database, and what of it the queries ask for. */
export interface World {
  readonly now: Date;
  readonly guildId: string;
  readonly communityId: string;
  readonly memberId: string;
  readonly posts: readonly ReturnType<typeof aTaskPost>[];
  readonly completions: readonly ReturnType<typeof aTaskCompletion>[];
  readonly allowlists: readonly DiscordAllowlistConnection[];
  readonly entries: readonly AllowlistEntry[];
  readonly draftId: Types.ObjectId;
  readonly outboxId: Types.ObjectId;
  readonly tokenId: Types.ObjectId;
  /** Two of the member's: one that was settled, an open one of the same wallet as no other. */
  readonly claims: readonly { readonly _id: Types.ObjectId; readonly address: string }[];
}

const times = <Row>(count: number, row: (index: number) => Row): Row[] =>
  Array.from({ length: count }, (_, index) => row(index));

/** A few thousand rows: several guilds, open and closed things, what is due and what is not. */
export async function fill(db: mongo.Db): Promise<World> {
  const now = new Date('2026-11-23T12:00:00Z');
  const ago = (minutes: number): Date => new Date(now.getTime() - minutes * MINUTE_MS);
  const guildIds = times(GUILDS, aSnowflake);
  const communityIds = times(GUILDS, () => new Types.ObjectId().toHexString());
  const members = times(MEMBERS, aSnowflake);
  const in5 = <Value>(values: readonly Value[], index: number): Value => values[index % values.length]!;
  const place = (index: number) => ({
    guildId: in5(guildIds, index),
    communityId: in5(communityIds, index),
  });

  const statuses = ['active', 'active', 'expired', 'completed', 'cancelled', 'active'] as const;
  const posts = times(1_000, (index) => {
    const status = in5(statuses, Math.floor(index / GUILDS));
    const card = { wanted: 3, shown: 3, ...(index % 10 === 0 && { due: ago(index % 60) }) };
    const expiresAt = status === 'active' ? ago(-index - 1) : ago(index);
    const campaign = index % 50 === 0 && { campaign: 'Autumn' };
    const taskData = {
      status,
      expiresAt,
      ...campaign,
      title: `Task ${String(index)} join`,
      description: 'Follow us',
    };
    return aTaskPost({
      ...place(index),
      createdAt: ago(2_000 - index),
      taskData,
      card,
      ...(status === 'active' && { lifeDue: index % 15 === 0 ? ago(1) : expiresAt }),
    });
  });
  const completions = posts.slice(0, 100).flatMap((post, of) =>
    times(40, (nth) => {
      const at = ago(4_000 - of * 40 - nth);
      const state = in5(['verified', 'verified', 'pending', 'rejected', 'verified'] as const, of + nth);
      return aTaskCompletion({
        taskPostId: post._id.toHexString(),
        guildId: post.guildId,
        communityId: post.communityId,
        discordId: in5(members, of + nth),
        state,
        createdAt: at,
        ...(state === 'verified' ? { verifiedAt: at } : { verifiedAt: undefined as never }),
        ...(state === 'verified' ? {} : { proof: { text: 'Done', submittedAt: at } }),
        ...(state === 'pending' && of >= 50 && { reviewCard: { due: at, isOpen: true } }),
        ...(state === 'rejected' && {
          review: { decidedBy: in5(members, nth), decidedAt: at, reason: 'No' },
        }),
        ...(of < 5 && { seat: nth + 1 }),
        ...(nth === 0 && { owes: ['points'], due: at }),
      });
    }),
  );
  const allowlists = times(500, (index) =>
    anAllowlist({
      ...place(index),
      createdAt: ago(2_000 - index),
      allowlistData: {
        title: `Mint ${String(index)}`,
        description: 'Places for early members',
        status: in5(['active', 'active', 'drawn', 'cancelled'] as const, Math.floor(index / GUILDS)),
        endsAt: ago(-index - 1),
      },
      card: { wanted: 3, shown: 3, ...(index % 10 === 0 && { due: ago(index % 60) }) },
    }),
  );
  const entries = allowlists.slice(0, 60).flatMap((connection, of) =>
    times(60, (nth) =>
      anEntry({
        connectionId: connection._id.toHexString(),
        guildId: connection.guildId,
        communityId: connection.communityId,
        discordId: in5(members, of + nth),
        state: in5(['valid', 'valid', 'valid', 'held', 'unpaid'] as const, nth),
        createdAt: ago(4_000 - of * 60 - nth),
        seq: new mongo.Timestamp({ t: 1 + of * 60 + nth, i: 1 }),
        ...(nth % 20 === 19 && { leftAt: new mongo.Timestamp({ t: 9_000, i: 1 }) }),
        ...(of < 5 && { seat: nth + 1 }),
        ...(nth % 20 === 4 && { due: ago(nth), price: 5 }),
      }),
    ),
  );
  const others = new Map(samples.map(({ collection, row }) => [collection.name, row]));
  const many = (name: string, count: number, change: (index: number) => object): object[] =>
    times(count, (index) => ({ _id: new Types.ObjectId(), ...others.get(name)!(), ...change(index) }));

  const rows: Record<string, readonly object[]> = {
    discord_task_posts: posts,
    task_completions: completions,
    templates: many('templates', 250, (index) => ({
      guildId: in5(guildIds, index),
      place: Math.floor(index / GUILDS) + 1,
      nameKey: `template ${String(Math.floor(index / GUILDS))}`,
    })),
    discord_allowlist_connections: allowlists,
    allowlist_entries: entries,
    entry_attempts: many('entry_attempts', 1_500, (index) => ({
      connectionId: allowlists[Math.floor(index / 75)]!._id.toHexString(),
      discordId: in5(members, index % 75),
      kind: in5(['duplicate', 'wallet', 'fraud'], index),
      lastAt: ago(index),
    })),
    discord_server_mappings: times(300, (index) =>
      aServerMapping({
        ...(index < GUILDS ? place(index) : {}),
        integrationStatus: { due: ago(index % 20 === 0 ? index : -index - 1) },
        ...(index % 3 === 2 && index >= GUILDS && { status: 'unlinked', unlinkedAt: ago(index) }),
      }),
    ),
    discord_account_links: members.map((discordId) => anAccountLink({ discordId })),
    communities: many('communities', 300, (index) => ({
      ...(index < GUILDS && { _id: new Types.ObjectId(communityIds[index]) }),
    })),
    points_ledger: many('points_ledger', 2_000, (index) => ({
      communityId: place(index).communityId,
      discordId: in5(members, index),
      amount: 5,
      at: ago(index),
    })),
    balances: communityIds.flatMap((communityId) =>
      ['all', '2026-W48'].flatMap((period) =>
        members.map((discordId, index) => ({
          communityId,
          period,
          discordId,
          points: index * 5,
          completions: index,
        })),
      ),
    ),
    audit_entries: many('audit_entries', 1_500, (index) => ({
      guildId: in5(guildIds, index),
      action: in5(['community.link', 'task.create', 'task.cancel'], Math.floor(index / GUILDS)),
      actor: { kind: 'admin', id: in5(members.slice(0, 4), Math.floor(index / GUILDS)) },
    })),
    discord_interaction_logs: times(4_000, (index) =>
      anInteractionLog({
        guildId: in5(guildIds, index),
        userId: in5(members, index),
        timing: { timestamp: ago(index * 10), processingTime: 5 },
        ...(index % 4 === 0 && {
          interaction: {
            type: 'component',
            customId: `tasks/details/${in5(posts, index)._id.toHexString()}`,
          },
        }),
      }),
    ),
    drafts: many('drafts', 300, (index) => ({
      guildId: in5(guildIds, index),
      discordId: in5(members, index),
      expiresAt: ago(-15),
    })),
    oauth_tokens: many('oauth_tokens', 300, (index) => ({
      discordId: index === 0 ? members[0]! : aSnowflake(),
      expiresAt: ago(-index),
      deleteAt: ago(-50_000),
      ...(index % 10 === 0 && { refreshDue: ago(index), roleDue: ago(index) }),
      ...(index % 10 === 1 && { failure: 'REFRESH_REFUSED' }),
    })),
    restrictions: many('restrictions', 300, (index) => ({
      kind: 'member',
      subject: String(index).padStart(43, 'h'),
      lockedUntil: ago(-15),
    })),
    wallet_claims: many('wallet_claims', 1_000, (index) => ({
      claimantId: in5(members, index),
      holderId: in5(members, index + 60),
      ...(index % 10 === 0 ? { due: ago(index % 60) } : {}),
      ...(index % 7 === 0 ? { state: 'kept', endedAt: ago(index) } : {}),
    })),
    outbox: many('outbox', 1_000, (index) => ({
      kind: in5(['unlink-notice', 'refund-notice'], index),
      key: `event-${String(index)}`,
      due: undefined,
      ...(index % 20 === 0
        ? { due: ago(index) }
        : index % 20 === 1
          ? { deadAt: ago(index) }
          : { doneAt: ago(0) }),
    })),
    leases: many('leases', 200, (index) => ({ _id: `work-${'abcdefghij'[index % 10]!.repeat(index + 1)}` })),
  };
  await Promise.all(
    Object.entries(rows).map(([name, documents]) =>
      db.collection(name).insertMany([...documents], { ignoreUndefined: true }),
    ),
  );
  return {
    now,
    guildId: guildIds[0]!,
    communityId: communityIds[0]!,
    memberId: members[0]!,
    posts,
    completions,
    allowlists,
    entries,
    draftId: (rows.drafts![0] as { _id: Types.ObjectId })._id,
    claims: [0, 300].map((index) => rows.wallet_claims![index] as { _id: Types.ObjectId; address: string }),
    outboxId: (rows.outbox![0] as { _id: Types.ObjectId })._id,
    tokenId: (rows.oauth_tokens![0] as { _id: Types.ObjectId })._id,
  };
}
