// Real: two processes of the built bot on one MongoDB, the local Discord. One has the session, both do the work.
import type { Answer } from '../../playground/discord/client.ts';
import { Bot } from '../support/e2e/bot.js';
import type { Deed } from '../support/e2e/deeds-under-kills.js';
import { drawDeeds } from '../support/e2e/draw-deeds.js';
import { startDiscord, type Stack, textOf } from '../support/e2e/stack.js';
import { useTestDatabase } from '../support/mongo/test-database.js';
import { waitUntil } from '../support/mongo/wait-until.js';
import { letGiveRoles } from '../support/tasks/roles.js';

const RAFFLES = 5;
const database = useTestDatabase();
let stack: Stack;
let bots: readonly Bot[];
beforeAll(async () => {
  stack = await startDiscord(database.uri);
  letGiveRoles(stack.discord, stack.server);
  const first = await Bot.start(stack.env);
  const second = Bot.launch({ ...stack.env, SERVICE_ROLES: 'worker' });
  await second.logged('The service is up');
  bots = [first, second];
}, 60_000);
afterAll(async () => {
  await Promise.all(bots.map((bot) => bot.stop()));
  await stack.stop();
});

it('allowlists whose end comes while a manager ends them by hand are drawn once each, whoever works on them', async () => {
  const { ending } = await drawDeeds(stack, database.db());
  const allowlists = database.db().collection('discord_allowlist_connections');
  const admin = stack.as(stack.server.admin);
  const place = { channelId: stack.server.channels.general.id };
  const raffles: { readonly deed: Deed; readonly asked: Answer }[] = [];
  for (let index = 0; index < RAFFLES; index += 1) {
    const deed = await ending();
    const newest = await allowlists.find().sort({ _id: -1 }).limit(1).next();
    const panel = await admin.run('allowlist manage', { allowlist: String(newest?._id) }, place);
    raffles.push({ deed, asked: await admin.press(panel.message!, { label: 'Close now' }) });
  }
  const told = await Promise.all(
    raffles.map(async ({ deed, asked }) => {
      const [answer] = await Promise.all([admin.press(asked.message!, { label: 'Close it' }), deed.press()]);
      return textOf(answer);
    }),
  );
  for (const words of told) expect(words).not.toContain('Something went wrong');
  const areSettled = async () =>
    (await Promise.all(raffles.map(({ deed }) => deed.isSettled()))).every((is) => is);
  await waitUntil(areSettled, { withinMs: 60_000, what: 'all draws' });
  expect(await Promise.all(raffles.map(({ deed }) => deed.faults()))).toEqual(Array(RAFFLES).fill([]));
  expect(await database.db().collection('draws').countDocuments()).toBe(RAFFLES);
  // Both have had a part in it.
  const done = await Promise.all(bots.map((bot) => bot.metric('bot_due_effects_total')));
  expect(done.every((effects) => effects > 0)).toBe(true);
}, 120_000);
