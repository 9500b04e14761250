// Real: the built bot as a process, MongoDB, the local Discord. The short forms are in
// test/integration/modules/enter-allowlist.spec.ts.
import type { Message } from '../../playground/discord/client.ts';
import { pressed } from '../support/e2e/awarded-deeds.js';
import { Bot } from '../support/e2e/bot.js';
import { postAllowlist } from '../support/e2e/post-allowlist.js';
import { addMembers, linkServer, startDiscord, type Stack, textOf } from '../support/e2e/stack.js';
import { useTestDatabase } from '../support/mongo/test-database.js';
import { waitUntil } from '../support/mongo/wait-until.js';
import { grant, unbalanced } from '../support/races/books.js';

const PLACES = 100;
const MEMBERS = 1_000;
const PRESSES = 100;
const PRICE = 10;

const database = useTestDatabase();
const rows = (collection: string) => database.db().collection(collection);
const print = (line: string): void => void process.stderr.write(`${line}\n`);
let stack: Stack;
let bot: Bot;
beforeAll(async () => {
  stack = await startDiscord(database.uri);
  bot = await Bot.start(stack.env);
  await linkServer(stack);
});
afterAll(async () => {
  await bot.stop();
  await stack.stop();
});

/** All at once. What a busy bot could not confirm in time is pressed again, as it asks for. */
async function pressAll(card: Message, members: readonly string[]): Promise<string[]> {
  const button = pressed(card, 'allowlists/enter');
  const told: string[] = [];
  for (let left = members; left.length > 0;) {
    const presses = left.map((userId) => ({ ...button, userId }));
    const words = (await stack.discord.pressMany(presses, presses.length)).map(textOf);
    const isDecided = (index: number): boolean => /You're in|taken|once/.test(words[index] ?? '');
    told.push(...words.filter((_, index) => isDecided(index)));
    left = left.filter((_, index) => !isDecided(index));
    print(`${presses.length} presses, ${left.length} not confirmed in time`);
  }
  return told;
}

async function cardOf({ messageId }: { messageId?: string }): Promise<Message> {
  return stack
    .as(stack.server.admin)
    .message({ channel_id: stack.server.channels.tasks.id, id: messageId ?? '' });
}

it(`${MEMBERS} members who press at the same time get ${PLACES} places, exactly, and the card says so`, async () => {
  const typed = { title: 'Hundred places', kind: 'first_come', winners: String(PLACES) } as const;
  // Members who come all at once and are named alike are not the question here.
  const posted = await postAllowlist(stack, database.db(), typed, { holdFrom: 100 });
  const card = await cardOf(posted);
  const startedAt = performance.now();
  const told = await pressAll(card, addMembers(stack, MEMBERS));
  print(`all decided after ${((performance.now() - startedAt) / 1_000).toFixed(1)} s`);
  const connectionId = posted._id.toHexString();
  const entries = await rows('allowlist_entries').find({ connectionId }).toArray();
  expect(entries.map(({ state }) => state as string)).toEqual(Array(PLACES).fill('valid'));
  expect(new Set(entries.map(({ seat }) => String(seat))).size).toBe(PLACES);
  expect(told.filter((words) => words.includes('taken'))).toHaveLength(MEMBERS - PLACES);
  await waitUntil(async () => textOf({ message: await cardOf(posted) }).includes('All places are taken'), {
    withinMs: 60_000,
    what: 'the card of an allowlist that is full',
  });
}, 600_000);

it(`${PRESSES} presses by one member at the same time make one entry and one debit`, async () => {
  const entryPrice = { tokenType: 'points', amount: PRICE } as const;
  const typed = { title: 'Hundred presses', kind: 'raffle', winners: '10' } as const;
  const posted = await postAllowlist(stack, database.db(), typed, { entryPrice, holdFrom: 100 });
  const { communityId } = posted;
  const [discordId] = addMembers(stack, 1) as [string];
  await grant(database.db(), { communityId, discordId }, PRICE * PRESSES);
  await pressAll(await cardOf(posted), Array<string>(PRESSES).fill(discordId));
  const ofMember = { connectionId: posted._id.toHexString(), discordId, state: 'valid' };
  await waitUntil(async () => (await rows('allowlist_entries').countDocuments(ofMember)) === 1, {
    withinMs: 60_000,
    what: 'the paid entry',
  });
  expect(await rows('allowlist_entries').countDocuments({ discordId })).toBe(1);
  expect(await rows('points_ledger').find({ discordId, source: 'entry' }).toArray()).toMatchObject([
    { amount: -PRICE },
  ]);
  expect(await unbalanced(database.db())).toEqual([]);
}, 600_000);
