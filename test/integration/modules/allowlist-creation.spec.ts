// Real: the whole service, its handlers and a MongoDB of this file. Fake: Discord (the local one of the
// playground, in this process) and the time. No worker runs: `settle()` does its part.
import { createHash } from 'node:crypto';
import type { Answer, Message } from '../../../playground/discord/client.ts';
import { CommitReveal } from '../../../src/modules/allowlists/draws/commit-reveal.service.js';
import { BonusEditorService } from '../../../src/modules/allowlists/creation/bonus-editor.service.js';
import { AllowlistFormsService } from '../../../src/modules/allowlists/creation/allowlist-forms.service.js';
import { AllowlistLifeService } from '../../../src/modules/allowlists/life/allowlist-life.service.js';
import type { DiscordAllowlistConnection } from '../../../src/modules/allowlists/schemas/allowlist-connection.schema.js';
import { textsOf } from '../../../src/locales/index.js';
import { textOf, useTestApp } from '../../support/app/index.js';
import { aMemberAction, aSnowflake } from '../../support/builders/index.js';
import { useTestDatabase } from '../../support/mongo/test-database.js';

const DAY_MS = 86_400_000;
const database = useTestDatabase();
const testApp = useTestApp({ databaseUri: database.uri });
const rows = () => database.db().collection<DiscordAllowlistConnection>('discord_allowlist_connections');
const ana = () => testApp().as(testApp().server.admin);
const place = () => ({ channelId: testApp().server.channels.general.id });
const channel = () => testApp().server.channels.tasks.id;
const adminAction = () =>
  aMemberAction({ guildId: testApp().server.guild.id, discordId: testApp().server.admin.id });

const GOOD = {
  title: 'Sky cats',
  description: 'Places in the mint.',
  prize: 'One mint',
  kind: 'raffle',
  winners: '10',
};

/** Fills in the form of `/allowlist create`. */
async function fillIn(typed: Record<string, string> = {}): Promise<Answer> {
  const { modal } = await ana().run('allowlist create', { channel: channel() }, place());
  return ana().submit(modal, { ...GOOD, ...typed });
}

const draftTitled = async (title: string) => (await rows().findOne({ 'allowlistData.title': title }))!;

/** Opens a part of the editor and fills it in. */
async function change(panel: Message, label: string, typed: Record<string, string>): Promise<Answer> {
  const { modal } = await ana().press(panel, { label });
  return ana().submit(modal, typed);
}

/** A draft that can be posted. */
async function ready(title: string, typed: Record<string, string> = {}): Promise<Answer> {
  const made = await fillIn({ title, ...typed });
  return change(made.message!, 'Start and end', { start: '', end: '7d' });
}

const cardsTitled = async (title: string): Promise<Message[]> =>
  (await ana().messages(channel())).filter(
    ({ flags, components }) => (flags & 64) === 0 && JSON.stringify(components).includes(title),
  );

describe('/allowlist create', () => {
  it('makes a draft, shows its card and what is missing, and posts nothing', async () => {
    const made = await fillIn({ title: 'Only a draft' });
    expect(textOf(made)).toMatch(
      /Only a draft[^]*One mint[^]*10 winners are drawn by lot[^]*Draft[^]*choose under Start and end when it ends/,
    );
    expect(JSON.stringify(made.message!.components)).toContain('"label":"Post","style":1,"disabled":true');
    expect(await draftTitled('Only a draft')).toMatchObject({
      allowlistData: { status: 'draft', kind: 'raffle', winnerCount: 10, walletRule: 'none' },
      createdBy: testApp().server.admin.id,
    });
    expect(await cardsTitled('Only a draft')).toEqual([]);
  });

  it('posts at *Post*: the card stands in the channel, its source of randomness fixed and sealed', async () => {
    const panel = await ready('Posted raffle');
    const before = testApp().clock.now();
    expect(textOf(await ana().press(panel.message!, { label: 'Post' }))).toContain('Posted');
    const row = await draftTitled('Posted raffle');
    const { seedHash = '', drawMethod } = row.winnerData;
    expect(drawMethod).toBe('commit-reveal');
    const seed = testApp().get(CommitReveal).reveal(row._id.toHexString(), row.sealedSeed!);
    expect(createHash('sha256').update(Buffer.from(seed, 'hex')).digest('hex')).toBe(seedHash);
    const [card] = await cardsTitled('Posted raffle');
    expect(card?.id).toBe(row.messageId);
    expect(textOf({ message: card!, outcome: 'message' })).toContain('Nobody is in yet');
    expect(textOf({ message: card!, outcome: 'message' })).toContain(seedHash);
    expect(JSON.stringify(card)).not.toContain(seed);
    expect(row.allowlistData.endsAt.getTime() - before.getTime()).toBeGreaterThanOrEqual(7 * DAY_MS);
    expect(row.allowlistData.endsAt.getTime() - before.getTime()).toBeLessThan(7 * DAY_MS + 60_000);
  });

  it('is posted once, however often and by whomever *Post* is pressed', async () => {
    await ready('Pressed often');
    const id = (await draftTitled('Pressed often'))._id.toHexString();
    const life = testApp().get(AllowlistLifeService);
    const outcomes = await Promise.all([1, 2, 3, 4].map(() => life.post(adminAction(), id)));
    expect(new Set(outcomes.map(({ allowlist }) => allowlist.winnerData.seedHash)).size).toBe(1);
    await testApp().settle();
    expect(await cardsTitled('Pressed often')).toHaveLength(1);
  });

  it('is scheduled where its start is ahead, and opens by itself', async () => {
    const made = await fillIn({ title: 'Opens later' });
    const timed = await change(made.message!, 'Start and end', { start: '2d', end: '3d' });
    expect(textOf(await ana().press(timed.message!, { label: 'Schedule' }))).toContain('Scheduled');
    expect(await cardsTitled('Opens later')).toEqual([]);
    testApp().clock.advance(2 * DAY_MS + 1);
    await testApp().settle();
    expect((await draftTitled('Opens later')).allowlistData.status).toBe('active');
    expect(await cardsTitled('Opens later')).toHaveLength(1);
  });

  it.each([
    ['no winner', { winners: '0' }, 'Winners: a whole number from 1 to 10,000'],
    ['fewer than none', { winners: '-5' }, 'Winners: a whole number from 1 to 10,000'],
    ['too many', { winners: '10001' }, 'Winners: a whole number from 1 to 10,000'],
    ['a huge number', { winners: '99999999999999999999' }, 'Winners: a whole number from 1 to 10,000'],
    ['an exponent', { winners: '1e3' }, 'Winners: a whole number from 1 to 10,000'],
    ['nothing to read', { title: '\u200b' }, 'Title: 1 to 100 visible characters'],
    ['a number where all count', { kind: 'collection' }, 'a wallet collection is for everyone'],
  ])('refuses %s in words, and keeps what was typed for *Fix it*', async (_, typed, words) => {
    const refused = await fillIn({ ...typed, prize: 'Kept prize' });
    expect(textOf(refused)).toContain(words);
    const { modal } = await ana().press(refused.message!, { label: 'Fix it' });
    expect(JSON.stringify(modal)).toContain('Kept prize');
  });

  it('makes one draft of a form that is sent twice', async () => {
    const forms = testApp().get(AllowlistFormsService);
    const { draftId } = await forms.begin(adminAction(), channel());
    const sent = Object.fromEntries(
      Object.entries({ ...GOOD, title: 'Twice' }).map(([key, value]) => [key, [value]]),
    );
    await Promise.all([
      forms.submit(adminAction(), draftId, sent),
      forms.submit(adminAction(), draftId, sent),
    ]);
    expect(await rows().countDocuments({ 'allowlistData.title': 'Twice' })).toBe(1);
  });
});

describe('the editor', () => {
  it.each([
    ['an end that is over', { start: '', end: '2020-01-01 10:00' }, 'this is over already'],
    ['a start after the end', { start: '3d', end: '1.1.2027 10:00' }, 'this is before'],
    ['a length beyond a year', { start: '', end: '9999d' }, '1 minute to 1 year'],
    ['no end', { start: '', end: 'soon' }, 'type a date such as'],
  ])('refuses %s', async (name, typed, words) => {
    testApp().clock.advance(0);
    const { message } = await fillIn({ title: `Timed: ${name}` });
    const given =
      name === 'a start after the end'
        ? {
            start: '300d',
            end: new Date(testApp().clock.now().getTime() + DAY_MS)
              .toISOString()
              .slice(0, 16)
              .replace('T', ' '),
          }
        : typed;
    const refused = await change(message!, 'Start and end', given);
    expect(textOf(refused)).toContain(words);
    expect((await ana().press(refused.message!, { label: 'Fix it' })).modal).toBeDefined();
  });

  it('says each number that is out of range, and saves what is right', async () => {
    const { message } = await fillIn({ title: 'Numbers' });
    const bad = { kind: 'raffle', winners: '5', places: '0', price: '1000001' };
    const refused = await change(message!, 'Kind, places, price', bad);
    expect(textOf(refused)).toMatch(/Most entries: a whole number[^]*Price in points: a whole number/);
    const again = await ana().press(refused.message!, { label: 'Fix it' });
    const saved = await ana().submit(again.modal, { ...bad, places: '50', price: '25' });
    expect(textOf(saved)).toMatch(/An entry costs 25 points[^]*of at most 50 members in/);
    const { allowlistData } = await draftTitled('Numbers');
    expect(allowlistData).toMatchObject({
      winnerCount: 5,
      maxEntries: 50,
      entryPrice: { tokenType: 'points', amount: 25 },
    });
  });

  it('does not overwrite unasked what somebody else changed meanwhile', async () => {
    const { message } = await fillIn({ title: 'Two managers' });
    const [mine, theirs] = await Promise.all([
      ana().press(message!, { label: 'Texts and prize' }),
      ana().press(message!, { label: 'Texts and prize' }),
    ]);
    const typed = { title: 'Two managers', description: 'x', prize: 'Theirs' };
    await ana().submit(theirs.modal, typed);
    const refused = await ana().submit(mine.modal, { ...typed, prize: 'Mine' });
    expect(textOf(refused)).toContain('Somebody else has changed this meanwhile');
    expect((await draftTitled('Two managers')).allowlistData.prize).toBe('Theirs');
  });

  it('gives winners no role with power', async () => {
    const { message } = await fillIn({ title: 'Role' });
    const { moderator, collector } = testApp().server.roles;
    const select = message!;
    const refused = await ana().choose(select, { startsWith: 'allowlists/winner-role/' }, [moderator.id]);
    expect(textOf(refused)).toContain('This role may manage something');
    const { discord } = testApp();
    const guildId = testApp().server.guild.id;
    const mine = (await ana().roles(guildId)).find(({ tags }) => tags?.bot_id === discord.applicationId)!;
    const permissions = BigInt(mine.permissions) | (1n << 28n);
    discord.world.updateRole(guildId, mine.id, { position: 90, permissions });
    await ana().choose(select, { startsWith: 'allowlists/winner-role/' }, [collector.id]);
    expect((await draftTitled('Role')).allowlistData.winnerRoleId).toBe(collector.id);
  });

  it('duplicates all that an allowlist says, without its dates', async () => {
    const panel = await ready('Copied', { winners: '3' });
    await ana().press(panel.message!, { label: 'Duplicate' });
    const copies = await rows().find({ 'allowlistData.title': 'Copied' }).sort({ _id: 1 }).toArray();
    expect(copies.map(({ allowlistData }) => allowlistData)).toMatchObject([
      { winnerCount: 3, status: 'draft', openMinutes: 10_080 },
      { winnerCount: 3, status: 'draft', openMinutes: 10_080 },
    ]);
  });
});

describe('templates', () => {
  it('keep what an allowlist says, are apart from those of tasks, and make drafts', async () => {
    const panel = await ready('Monthly mint', { winners: '3' });
    const t = textsOf('en-US').templates;
    const none = await ana().press(panel.message!, { label: t.open });
    await change(none.message!, t.save.allowlist, { name: 'Monthly' });
    const templates = database.db().collection('templates');
    const [row] = await templates.find({ guildId: testApp().server.guild.id }).toArray();
    expect(row).toMatchObject({ kind: 'allowlist', name: 'Monthly', content: { winnerCount: 3 } });
    expect(row!.content).not.toHaveProperty('status');
    expect(row!.content).not.toHaveProperty('endsAt');
    const suggest = (command: string) =>
      ana().autocomplete(command, { name: 'template', value: 'month' }, place());
    expect(await suggest('allowlist create')).toMatchObject([{ name: 'Monthly' }]);
    expect(await suggest('task create')).toEqual([]);
    const made = await ana().run('allowlist create', { template: 'monthly' }, place());
    expect(textOf(made)).toContain('Monthly mint');
    const copies = await rows().find({ 'allowlistData.title': 'Monthly mint' }).sort({ _id: 1 }).toArray();
    expect(copies.map(({ allowlistData }) => allowlistData)).toMatchObject([
      { winnerCount: 3, status: 'draft' },
      { winnerCount: 3, status: 'draft', openMinutes: 10_080 },
    ]);
    expect(textOf(await ana().run('allowlist create', { template: 'another' }, place()))).toContain(
      'no such template here',
    );
  });
});

describe('more tickets', () => {
  const open = async (title: string) => {
    const made = await fillIn({ title });
    return (await ana().press(made.message!, { label: 'More tickets' })).message!;
  };
  const add = async (panel: Message, kind: string, typed: Record<string, string>): Promise<Answer> => {
    const { modal } = await ana().choose(panel, { startsWith: 'allowlists/bonus-add/' }, [kind]);
    return ana().submit(modal, typed);
  };

  it('are added, each once, and taken out; the card says so', async () => {
    const panel = await open('Bonuses');
    const { collector } = testApp().server.roles;
    const boosted = await add(panel, 'booster', { tickets: '3' });
    const both = await add(boosted.message!, 'role', { role: collector.id, tickets: '2' });
    expect(textOf(both)).toMatch(/3 tickets more for boosting[^]*2 tickets more with/);
    expect(textOf(await add(both.message!, 'booster', { tickets: '9' }))).toContain(
      'There is this bonus already',
    );
    expect((await draftTitled('Bonuses')).allowlistData.bonusEntries).toEqual([
      { kind: 'booster', tickets: 3 },
      { kind: 'role', of: collector.id, tickets: 2 },
    ]);
    await ana().choose(both.message!, { startsWith: 'allowlists/bonus-remove/' }, ['booster:']);
    expect((await draftTitled('Bonuses')).allowlistData.bonusEntries).toHaveLength(1);
  });

  it('are refused in words where the number is none', async () => {
    const refused = await add(await open('Bad bonus'), 'booster', { tickets: '1001' });
    expect(textOf(refused)).toContain('Tickets more: a whole number from 1 to 1,000');
    expect((await ana().press(refused.message!, { label: 'Fix it' })).modal).toBeDefined();
  });

  it('are not given for @everyone, nor for a role that is not in the server', async () => {
    await open('Bad role');
    const { _id } = await draftTitled('Bad role');
    const elsewhere = await testApp().addServer();
    const editor = testApp().get(BonusEditorService);
    for (const role of [testApp().server.guild.id, elsewhere.roles.collector.id, aSnowflake(), 'x', '']) {
      const sent = { role: [role], tickets: ['2'] };
      const outcome = await editor.add(adminAction(), _id.toHexString(), 'role', sent);
      const said = outcome.kind === 'refused' ? outcome.faults.map((fault) => fault(textsOf('en-US'))) : [];
      expect(said).toEqual([expect.stringContaining('choose a role of this server')]);
    }
    expect((await draftTitled('Bad role')).allowlistData.bonusEntries).toEqual([]);
  });
});

describe('requirements', () => {
  it('are chosen in the editor of requirements, and audited', async () => {
    const made = await fillIn({ title: 'Required' });
    const { message } = await ana().press(made.message!, { label: 'Requirements' });
    const { modal } = await ana().choose(message!, { startsWith: 'requirements/add/' }, ['account_age']);
    await ana().submit(modal, { days: '30' });
    const { _id, allowlistData } = await draftTitled('Required');
    expect(allowlistData.requirements).toMatchObject([{ kind: 'account_age' }]);
    const audited = { action: 'allowlist.requirements', 'target.id': _id.toHexString() };
    expect(await database.db().collection('audit_entries').countDocuments(audited)).toBe(1);
  });
});

describe('an id of another server', () => {
  it('finds nothing, and is audited', async () => {
    const elsewhere = await testApp().addServer();
    const { _id } = await draftTitled('Copied');
    const life = testApp().get(AllowlistLifeService);
    const action = aMemberAction({ guildId: elsewhere.guild.id, discordId: elsewhere.admin.id });
    await expect(life.post(action, _id.toHexString())).rejects.toMatchObject({ code: 'ALLOWLIST_NOT_FOUND' });
    const audited = { guildId: elsewhere.guild.id, action: 'allowlist.foreign' };
    expect(await database.db().collection('audit_entries').countDocuments(audited)).toBe(1);
  });
});
