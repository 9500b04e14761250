import { mongo } from 'mongoose';
import { readableText } from '../../../playground/discord/client.ts';
import { verifyProof } from '../../../src/draw/index.js';
import { nodeSha256 } from '../../../src/draw/node-sha256.js';
import { drawFilesOf } from '../../../src/maintenance/draws/draw-files.js';
import { entrantOf, newSalt } from '../../../src/modules/allowlists/entries/entry.rules.js';
import type { DiscordAllowlistConnection } from '../../../src/modules/allowlists/schemas/allowlist-connection.schema.js';
import type { AllowlistEntry } from '../../../src/modules/allowlists/schemas/allowlist-entry.schema.js';
import type { Draw } from '../../../src/modules/allowlists/schemas/draw.schema.js';
import { anEntry, aSnowflake } from '../builders/index.js';
import { rolesOf } from '../tasks/roles.js';
import type { Deed } from './deeds-under-kills.js';
import { postAllowlist } from './post-allowlist.js';
import { addMembers, linkServer, type Stack } from './stack.js';

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
/** Of the local Discord. */
const NONCE_MEMORY_MS = 5 * MINUTE_MS;

interface Raffle {
  readonly connectionId: string;
  readonly title: string;
  readonly winnerCount: number;
  /** On its list, and on the server. */
  readonly members: readonly string[];
  /** On its list, and on the server no more. */
  readonly gone: readonly string[];
}

export interface DrawDeeds {
  /** The end of an allowlist comes; after the wait that follows it is drawn. */
  ending(): Promise<Deed>;
  /** An allowlist that has closed, and waited, is drawn: two of five win, are told, and get a role. */
  drawing(): Promise<Deed>;
  /** There is a place for each of four, of whom one has left. */
  passingOver(): Promise<Deed>;
}

/** A linked server for a bot that runs; each deed is an allowlist that the bot has posted, with its own members. */
export async function drawDeeds(stack: Stack, db: mongo.Db): Promise<DrawDeeds> {
  await linkServer(stack);
  forgetNonces(stack);
  const allowlists = db.collection<DiscordAllowlistConnection>('discord_allowlist_connections');
  const ends = (now: Date): Partial<Record<string, unknown>> => ({
    'allowlistData.endsAt': new Date(now.getTime() - 1),
    lifeDue: now,
  });
  const hasClosed = (now: Date): Partial<Record<string, unknown>> => ({
    ...ends(now),
    'allowlistData.status': 'closing',
    closedSeq: stampAt(now.getTime() - MINUTE_MS),
  });
  const deedOf = (raffle: Raffle, happens: typeof ends): Deed => ({
    press: () =>
      allowlists.updateOne({ _id: new mongo.ObjectId(raffle.connectionId) }, { $set: happens(new Date()) }),
    isRecorded: () => Promise.resolve(true),
    wasConfirmed: () => Promise.resolve(false),
    isSettled: () => isSettled(db, raffle),
    faults: () => faultsOf(stack, db, raffle),
  });
  const aRaffle = (winnerCount: number, members: number, gone = 0) =>
    postRaffle(stack, db, {
      title: `Mint ${aSnowflake()}`,
      winnerCount,
      members: addMembers(stack, members),
      gone: Array.from({ length: gone }, () => aSnowflake()),
    });
  return {
    ending: async () => deedOf(await aRaffle(2, 5), ends),
    drawing: async () => deedOf(await aRaffle(2, 5), hasClosed),
    passingOver: async () => deedOf(await aRaffle(4, 3, 1), hasClosed),
  };
}

/** In the channel, Discord gives back what has the same nonce for a second alone: a bot that comes back later has to look. */
function forgetNonces({ discord, server }: Stack): void {
  const { store } = discord.messaging;
  const remembered = store.findByNonce.bind(store);
  store.findByNonce = (channelId, authorId, nonce, nowMs) =>
    remembered(
      channelId,
      authorId,
      nonce,
      nowMs + (channelId === server.channels.tasks.id ? NONCE_MEMORY_MS - SECOND_MS : 0),
    );
}

const stampAt = (ms: number): mongo.Timestamp => new mongo.Timestamp({ t: Math.floor(ms / 1_000), i: 1 });

/** Its entries are rows, as presses would have made them some minutes ago. */
async function postRaffle(stack: Stack, db: mongo.Db, raffle: Omit<Raffle, 'connectionId'>): Promise<Raffle> {
  const typed = { title: raffle.title, kind: 'raffle', winners: String(raffle.winnerCount) } as const;
  const posted = await postAllowlist(stack, db, typed, { winnerRoleId: stack.server.roles.helper.id });
  const connectionId = posted._id.toHexString();
  const { guildId, communityId } = posted;
  const createdAt = new Date(Date.now() - 3 * MINUTE_MS);
  const entries = [...raffle.members, ...raffle.gone].map((discordId) => {
    const salt = newSalt();
    const made = { discordId, salt, entrant: entrantOf(salt, discordId), createdAt };
    return anEntry({ connectionId, guildId, communityId, seq: stampAt(createdAt.getTime()), ...made });
  });
  await db.collection<AllowlistEntry>('allowlist_entries').insertMany(entries);
  return { ...raffle, connectionId };
}

async function isSettled(db: mongo.Db, { connectionId }: Raffle): Promise<boolean> {
  const draw = await drawOf(db, connectionId);
  if (draw?.state !== 'announced' || draw.due !== undefined) return false;
  if ((await db.collection('outbox').countDocuments({ due: { $exists: true } })) > 0) return false;
  const allowlist = await allowlistOf(db, connectionId);
  return allowlist?.closedAt !== undefined && allowlist.card.drawnVersion === allowlist.card.version;
}

async function faultsOf(stack: Stack, db: mongo.Db, raffle: Raffle): Promise<string[]> {
  const draw = await drawOf(db, raffle.connectionId);
  if (draw === null) return ['no draw'];
  return [
    ...(await faultsOfChannel(stack, draw, raffle)),
    ...(await faultsOfProof(db, raffle)),
    ...(await faultsOfWinners(stack, draw, raffle)),
  ];
}

/** One commitment, which is the one that was drawn by, and one announcement of the winners. */
async function faultsOfChannel({ server, as }: Stack, draw: Draw, raffle: Raffle): Promise<string[]> {
  const messages = await as(server.admin).messages(server.channels.tasks.id);
  const having = (words: string) =>
    messages.filter((message) => {
      const read = readableText(message);
      return read.includes(words) && read.includes(raffle.title);
    });
  const commitments = having('Fingerprint of the commitment').map(({ id }) => id);
  const announced = having('Winners of').map(readableText);
  const passedOver = having('passed over').length;
  const wrong: string[] = [];
  if (commitments.join() !== draw.post?.messageId)
    wrong.push(`commitments ${commitments.join()}, drawn by ${draw.post?.messageId}`);
  if (announced.length !== 1) wrong.push(`${announced.length} announcements`);
  if (!draw.winners.every(({ discordId = '?' }) => announced[0]?.includes(discordId)))
    wrong.push(`announced ${announced[0]}`);
  if (passedOver !== raffle.gone.length) wrong.push(`${passedOver} times passed over`);
  return wrong;
}

/** The seed was fixed with the post, the list is whoever entered, and the message is the only one: these are its winners. */
async function faultsOfProof(db: mongo.Db, { connectionId, members, gone }: Raffle): Promise<string[]> {
  const files = await drawFilesOf(db, connectionId, { isOpen: true });
  if (files?.proof == null) return ['no proof'];
  const pieces: Uint8Array[] = [];
  for await (const piece of files.list) pieces.push(piece);
  const verdict = await verifyProof(files.proof, pieces, { sha256: nodeSha256 });
  const listed = Buffer.concat(pieces)
    .toString()
    .matchAll(/"discordId":"(\d+)"/g);
  const isWhole =
    Array.from(listed, ([, id]) => id)
      .sort()
      .join() === [...members, ...gone].sort().join();
  const allowlist = await allowlistOf(db, connectionId);
  const { commitment } = JSON.parse(files.proof) as { commitment: { randomness: { seedHash?: string } } };
  const isSameSeed = commitment.randomness.seedHash === allowlist?.winnerData.seedHash;
  return [
    ...(verdict.holds ? [] : [`the proof: ${JSON.stringify(verdict)}`]),
    ...(isWhole ? [] : ['another list']),
    ...(isSameSeed ? [] : ['another seed']),
  ];
}

/** Who has won was told once and has the role; who has not was told nothing. */
async function faultsOfWinners(
  { server, discord, as }: Stack,
  { winners }: Draw,
  { title, winnerCount, members }: Raffle,
): Promise<string[]> {
  const won = winners.map(({ discordId }) => discordId);
  const places = Math.min(winnerCount, members.length);
  const wrong = won.length === places ? [] : [`${won.length} winners for ${places} places`];
  for (const id of members) {
    const messages = await as({ id }).directMessages(discord.applicationId);
    const told = messages.filter((message) => readableText(message).includes(title)).length;
    const hasRole = rolesOf(discord, server, id).includes(server.roles.helper.id);
    const isWinner = won.includes(id);
    if (told !== (isWinner ? 1 : 0) || hasRole !== isWinner)
      wrong.push(`${isWinner ? 'a winner' : 'another'} was told ${told} times, role: ${hasRole}`);
  }
  return wrong;
}

const drawOf = (db: mongo.Db, allowlistId: string): Promise<Draw | null> =>
  db.collection<Draw>('draws').findOne({ allowlistId });

const allowlistOf = (db: mongo.Db, id: string): Promise<DiscordAllowlistConnection | null> =>
  db
    .collection<DiscordAllowlistConnection>('discord_allowlist_connections')
    .findOne({ _id: new mongo.ObjectId(id) });
