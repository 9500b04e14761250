// The list of bad input of docs/reliability (section 4), as far as it reaches these commands. Each case names
// its item. Real: the whole service and a MongoDB of this file. Fake: Discord (the local one of the
// playground), which also sends what no client would send. A rejection that nobody hears fails the test: Jest.
import { readableText } from '../../../playground/discord/client.ts';
import type { RawInteraction } from '../../../playground/discord/raw-interactions.ts';
import { Metrics } from '../../../src/infra/observability/index.js';
import { TaskDraftsService } from '../../../src/modules/tasks/creation/task-drafts.service.js';
import { TaskFormsService } from '../../../src/modules/tasks/creation/task-forms.service.js';
import {
  approveId,
  rejectId,
  rejectionFormId,
  skipReviewId,
} from '../../../src/modules/tasks/reviews/reviews.custom-ids.js';
import { completeTaskId, taskFormId, taskPageId } from '../../../src/modules/tasks/tasks.custom-ids.js';
import { plain, type PostedTask, postTask, textOf, useTestApp } from '../../support/app/index.js';
import { aMemberAction, aSnowflake, aSnowflakeAt, aTaskPost } from '../../support/builders/index.js';
import { useTestDatabase } from '../../support/mongo/test-database.js';
import { waitUntil } from '../../support/mongo/wait-until.js';

const database = useTestDatabase();
const testApp = useTestApp({ databaseUri: database.uri });
const server = () => testApp().server;
const general = () => server().channels.general.id;

const COMMAND = 2;
const PRESS = 3;
const AUTOCOMPLETE = 4;
const FORM = 5;

type Json = Record<string, unknown>;
const A_REVIEW = { completionId: '0'.repeat(24), attempt: '1', scope: 'all' };
const GOOD = { title: 'Good', description: 'Good', points: '10', duration: '1d' };

/** How many rows there are of everything that a command could write. */
async function rowCounts(): Promise<Json> {
  const names = [
    'communities',
    'discord_server_mappings',
    'discord_task_posts',
    'task_completions',
    'points_ledger',
  ];
  const counts = names.map(
    async (name) => [name, await database.db().collection(name).countDocuments()] as const,
  );
  return Object.fromEntries(await Promise.all(counts));
}

/** What the member reads; sent past every check of a client. */
async function answerTo(raw: RawInteraction): Promise<string> {
  const { answer } = testApp().discord.sendRawInteraction(raw);
  return textOf(await answer);
}

async function aDraft(): Promise<string> {
  const action = aMemberAction({ guildId: server().guild.id, discordId: server().admin.id });
  const options = { type: 'custom', channelId: server().channels.tasks.id };
  return (await testApp().get(TaskFormsService).begin(action, options)).draftId;
}

const fieldsOf = (values: Json): Json[] =>
  Object.entries(values).map(([custom_id, value]) => ({
    type: 18,
    component: { type: 4, custom_id, value },
  }));

/** A form of the admin with these values, whatever they are. */
async function aForm(values: Json): Promise<RawInteraction> {
  const custom_id = taskFormId.build({ draftId: await aDraft() });
  const data = { custom_id, components: fieldsOf(values) };
  return { type: FORM, userId: server().admin.id, channelId: general(), data };
}

/** A sub-command of the admin with one option, whatever it is. */
function aCommand(root: string, sub: string, ...options: Json[]): RawInteraction {
  const id =
    testApp()
      .discord.commands.list(null)
      .find(({ name }) => name === root)?.id ?? aSnowflake();
  const data = { id, name: root, type: 1, options: [{ type: 1, name: sub, options }] };
  return { type: COMMAND, userId: server().admin.id, channelId: general(), data };
}

function aPress({ card, postId }: PostedTask, given: Partial<RawInteraction> = {}): RawInteraction {
  return {
    type: PRESS,
    userId: server().members[0]!.id,
    channelId: card.channel_id,
    messageId: card.id,
    data: { custom_id: completeTaskId.build({ postId }), component_type: 2 },
    ...given,
  };
}

describe('a form with bad values is refused in words and writes nothing', () => {
  it.each<[number, string, Json, RegExp]>([
    [1, 'a title of 10,000 characters', { title: 'x'.repeat(10_000) }, /Title.*yours has 10000/],
    [
      1,
      'a description of 10,000 characters',
      { description: 'x'.repeat(10_000) },
      /Description.*yours has 10000/,
    ],
    [3, 'a title of zero-width characters', { title: '\u200B\u2060\uFEFF\u200D' }, /Title/],
    [4, 'a title of combining marks alone', { title: '\u0301'.repeat(1_000) }, /Title/],
    [4, 'a title of lone surrogates', { title: '\uDFFF\uD800' }, /Title/],
    ...['-1', '0', '1e9', '1000000000', '1.5', 'NaN', 'Infinity', '0x10', '', ' '].map(
      (points): [number, string, Json, RegExp] => [
        5,
        `points of ${JSON.stringify(points)}`,
        { points },
        /Points/,
      ],
    ),
    ...['yesterday', '9999-12-31', '31/02', '2027-03-28 02:30', '-1d'].map(
      (duration): [number, string, Json, RegExp] => [
        7,
        `an end at ${duration}`,
        { duration },
        /Open for.*7d/,
      ],
    ),
    ...['0d', '0m', '59m', '10000d', '520w', '3651d'].map((duration): [number, string, Json, RegExp] => [
      8,
      `a duration of ${duration}`,
      { duration },
      /Open for/,
    ]),
    [20, 'a missing field', { title: undefined }, /Title/],
    [
      20,
      'no field at all',
      { title: undefined, description: undefined, points: undefined, duration: undefined },
      /Title[^]*Description[^]*Points[^]*Open for/,
    ],
    [20, 'a renamed field', { title: undefined, titel: 'Good' }, /Title/],
    [22, 'Arabic digits', { points: '٣' }, /Points/],
    [22, 'raised digits', { points: '1²' }, /Points/],
    [22, 'a dotless i in a unit', { duration: '7ı' }, /Open for/],
  ])('item %i: %s', async (_, __, change, words) => {
    const before = await rowCounts();
    expect(await answerTo(await aForm({ ...GOOD, ...change }))).toMatch(words);
    expect(await rowCounts()).toEqual(before);
  });
});

describe('a form with odd values is understood, cleaned and shown literally', () => {
  it.each<[number, string, Json, string]>([
    [
      2,
      'mentions of everybody and of roles',
      { title: '@everyone @here <@&1> <@!2>' },
      '@everyone @here \\<@&1\\> \\<@!2\\>',
    ],
    [3, 'a masked link', { title: '[safe](https://evil)' }, '\\[safe\\](https://evil)'],
    [3, 'a right-to-left override', { title: 'exe\u202Egnp' }, 'exegnp'],
    [4, 'a thousand combining marks', { title: `Z${'\u0335'.repeat(1_000)}` }, `Z${'\u0335'.repeat(4)}`],
    [4, 'decomposed letters', { title: 'Cafe\u0301' }, 'Café'],
    [12, 'an operator', { title: '{"$where":"1"}' }, '{"$where":"1"}'],
    [12, 'a name of every object', { title: '__proto__' }, '\\_\\_proto\\_\\_'],
    [20, 'a field too many', { title: 'Extra', isAdmin: 'true', $set: 'x', __proto__x: 'y' }, 'Extra'],
    [22, 'full-width digits', { title: 'Wide', points: '１２', duration: '７ｄ' }, 'Wide'],
  ])('item %i: %s', async (_, __, change, shown) => {
    const form = await aForm({ ...GOOD, ...change });
    expect(await answerTo(form)).toContain('Draft');
    const [, , draftId = ''] = String(form.data.custom_id).split('/');
    const action = aMemberAction({ guildId: server().guild.id, discordId: server().admin.id });
    await testApp().get(TaskDraftsService).post(action, draftId);
    const messages = await testApp().as(server().admin).messages(server().channels.tasks.id);
    const card = messages.at(-1)!;
    expect(readableText(card)).toContain(`## ${shown}`);
    expect(card).toMatchObject({ mention_everyone: false, mentions: [], mention_roles: [] });
    const post = await database.db().collection('discord_task_posts').findOne({ messageId: card.id });
    expect(Object.keys(post!).sort()).toEqual([...Object.keys(aTaskPost()), 'lifeDue'].sort());
    expect(({} as Json).isAdmin).toBeUndefined();
    if (change.points !== undefined) expect(post).toMatchObject({ taskData: { points: 12 } });
  });

  it.each([
    'javascript:alert(1)',
    'file:///etc/passwd',
    'http://127.0.0.1:27017',
    'http://[::ffff:169.254.169.254]/',
    'https://user@host@evil',
  ])('item 9: a proof of %s is fetched by nobody and shown as text', async (url) => {
    const { postId } = await postTask(testApp(), { type: 'custom' });
    const data = { custom_id: taskPageId.build({ postId, page: '0' }), components: fieldsOf({ proof: url }) };
    const [, dario] = server().members;
    expect(await answerTo({ type: FORM, userId: dario!.id, channelId: general(), data })).toContain(
      'Sent for review',
    );
    const row = await database.db().collection('task_completions').findOne({ taskPostId: postId });
    expect(row).toMatchObject({ proof: { text: url } });
  });
});

describe('a payload of another form is refused politely and writes nothing', () => {
  const name = (value: unknown): Json => ({ type: 3, name: 'name', value });

  it.each<[number, string, () => RawInteraction]>([
    [
      10,
      'a guild id of letters',
      () => ({ ...aCommand('community', 'link', name('Cats')), overrides: { guild_id: 'letters' } }),
    ],
    [
      10,
      'a guild id of 25 digits',
      () => ({ ...aCommand('community', 'link', name('Cats')), overrides: { guild_id: '1'.repeat(25) } }),
    ],
    [
      10,
      'a negative channel id',
      () => ({ ...aCommand('task', 'review'), overrides: { channel_id: '-175928847299117063' } }),
    ],
    [
      10,
      'a channel option of letters',
      () =>
        aCommand(
          'task',
          'create',
          { type: 3, name: 'type', value: 'custom' },
          { type: 7, name: 'channel', value: 'general' },
        ),
    ],
    [
      10,
      'a role option beyond 2^64',
      () =>
        aCommand(
          'task',
          'create',
          { type: 3, name: 'type', value: 'discord_join' },
          { type: 8, name: 'role', value: '99999999999999999999' },
        ),
    ],
    [11, 'an object where a text is due', () => aCommand('community', 'link', name({ $ne: null }))],
    [11, 'a list where a text is due', () => aCommand('community', 'link', name(['a']))],
    [11, 'a number where a text is due', () => aCommand('community', 'link', name(5))],
    [
      11,
      'an object as a guild',
      () => ({ ...aCommand('task', 'review'), overrides: { guild_id: { $ne: null } } }),
    ],
    [
      11,
      'an object as a custom id',
      () => ({
        type: PRESS,
        userId: server().admin.id,
        channelId: general(),
        data: { custom_id: { $gt: '' }, component_type: 2 },
      }),
    ],
    [24, 'an unknown type', () => ({ ...aCommand('task', 'review'), type: 42 })],
    [24, 'no member', () => ({ ...aCommand('task', 'review'), overrides: { member: undefined } })],
    [
      24,
      'a member without permissions',
      () => ({
        ...aCommand('task', 'review'),
        overrides: { member: { user: { id: aSnowflake(), username: 'x' }, roles: [] } },
      }),
    ],
    [24, 'null data', () => ({ ...aCommand('task', 'review'), overrides: { data: null } })],
    [24, 'no data', () => ({ ...aCommand('task', 'review'), overrides: { data: undefined } })],
    [
      24,
      'a form without components',
      () => ({
        type: FORM,
        userId: server().admin.id,
        channelId: general(),
        data: { custom_id: 'tasks/create/x' },
      }),
    ],
  ])('item %i: %s', async (_, __, raw) => {
    const before = await rowCounts();
    expect(await answerTo(raw())).toContain('out of date');
    expect(await rowCounts()).toEqual(before);
  });

  it('item 11: a form value that is an object', async () => {
    const before = await rowCounts();
    expect(await answerTo(await aForm({ ...GOOD, title: { $ne: null } }))).toContain('out of date');
    expect(await rowCounts()).toEqual(before);
  });

  it('item 24: suggestions for a command that has none are an empty list', async () => {
    const { answer } = testApp().discord.sendRawInteraction({
      ...aCommand('task', 'create', { type: 3, name: 'type', value: 'c', focused: true }),
      type: AUTOCOMPLETE,
    });
    expect(await answer).toMatchObject({ outcome: 'choices', choices: [] });
  });

  it.each(['tr', 'xx-YY', '', '__proto__', 'constructor'])(
    'item 24: the locale %j reads English',
    async (locale) => {
      const raw = { ...aCommand('task', 'review'), overrides: { locale } };
      expect(await answerTo(raw)).toContain('Review');
    },
  );

  it('item 22: a Turkish member is understood', async () => {
    const form = await aForm({ ...GOOD, title: 'İstanbul ıi', duration: '1D' });
    expect(await answerTo({ ...form, overrides: { locale: 'tr' } })).toContain('Open for 1d');
  });

  it.each(['community', '__proto__', 'constructor'])(
    'item 12: a sub-command that does not exist is answered (%s)',
    async (sub) => {
      expect(await answerTo(aCommand('task', sub))).toMatch(/not known here any more|out of date/);
    },
  );
});

describe('a place where a command does not belong', () => {
  it.each(['task', 'tasks', 'community'])('item 16: /%s in a direct message', async (root) => {
    const [cleo] = server().members;
    const { id } = await testApp().as(cleo!).directChannel(testApp().discord.applicationId);
    const sub: Record<string, string> = { task: 'review', community: 'link' };
    const raw =
      sub[root] === undefined
        ? { ...aCommand(root, ''), data: { id: aSnowflake(), name: root, type: 1 } }
        : aCommand(
            root,
            sub[root],
            ...(root === 'community' ? [{ type: 3, name: 'name', value: 'Cats' }] : []),
          );
    expect(await answerTo({ ...raw, userId: cleo!.id, channelId: id })).toContain('in a server only');
  });

  it('item 16: a press after the bot was removed from the server', async () => {
    const elsewhere = await testApp().addServer();
    const task = await postTask(testApp(), {}, elsewhere);
    const { discord } = testApp();
    discord.removeMember({ guildId: elsewhere.guild.id, userId: discord.applicationId });
    // Its cards stand there until somebody deletes them.
    expect(await answerTo(aPress(task, { userId: elsewhere.members[0]!.id }))).toContain('Done');
  });
});

describe('a right that is missing', () => {
  it.each<[string, () => RawInteraction]>([
    ['/community link', () => aCommand('community', 'link', { type: 3, name: 'name', value: 'Mine now' })],
    ['/task create', () => aCommand('task', 'create', { type: 3, name: 'type', value: 'custom' })],
    ['/task review', () => aCommand('task', 'review')],
    ...[approveId.build(A_REVIEW), rejectId.build(A_REVIEW), skipReviewId.build(A_REVIEW)].map(
      (custom_id): [string, () => RawInteraction] => [
        `the button ${custom_id} of a review`,
        () => ({
          type: PRESS,
          userId: '',
          channelId: general(),
          data: { custom_id, component_type: 2 },
          overrides: { message: { id: aSnowflake(), channel_id: general() } },
        }),
      ],
    ),
    [
      'the button Fix it',
      () => ({
        type: PRESS,
        userId: '',
        channelId: general(),
        data: { custom_id: `tasks/fix/${'0'.repeat(24)}`, component_type: 2 },
        overrides: { message: { id: aSnowflake(), channel_id: general() } },
      }),
    ],
    [
      'the form of a rejection',
      () => ({
        type: FORM,
        userId: '',
        channelId: general(),
        data: { custom_id: rejectionFormId.build(A_REVIEW), components: fieldsOf({ reason: 'x' }) },
      }),
    ],
  ])('item 17: a member is refused by %s', async (_, raw) => {
    const [cleo] = server().members;
    const before = await rowCounts();
    expect(await answerTo({ ...raw(), userId: cleo!.id })).toContain('need the permission Manage Server');
    expect(await rowCounts()).toEqual(before);
  });

  it('item 17: one that was lost between the command and the form is missed at the form', async () => {
    const { moderator, roles, guild, channels } = server();
    const bo = testApp().as(moderator);
    const opened = await bo.run(
      'task create',
      { type: 'custom', channel: channels.tasks.id },
      { channelId: general() },
    );
    testApp().discord.world.updateMember(guild.id, moderator.id, { roles: [] });
    const before = await rowCounts();
    expect(textOf(await bo.submit(opened.modal, GOOD))).toContain('need the permission Manage Server');
    expect(await rowCounts()).toEqual(before);
    testApp().discord.world.updateMember(guild.id, moderator.id, { roles: [roles.moderator.id] });
  });
});

describe('an answer that comes late or twice', () => {
  it('item 19: a form that is sent after 16 minutes has expired', async () => {
    const form = await aForm(GOOD);
    testApp().clock.advance(16 * 60_000);
    const before = await rowCounts();
    expect(await answerTo(form)).toContain('This form has expired');
    expect(await rowCounts()).toEqual(before);
  });

  it('item 19: a form that is sent twice makes one task', async () => {
    const form = await aForm({ ...GOOD, title: 'Sent twice' });
    const answers = await Promise.all([answerTo(form), answerTo(form)]);
    for (const answer of answers) expect(answer).toContain('Draft');
    const posts = database.db().collection('discord_task_posts');
    expect(await posts.countDocuments({ 'taskData.title': 'Sent twice' })).toBe(1);
  });

  const outcomes = async (outcome: string): Promise<number> => {
    const { values } = await testApp().get(Metrics).interactions.get();
    return values
      .filter(({ labels }) => labels.outcome === outcome)
      .reduce((sum, { value }) => sum + value, 0);
  };

  it('item 25: an interaction that is ten minutes old is dropped', async () => {
    const task = await postTask(testApp());
    const before = await rowCounts();
    const dropped = await outcomes('expired');
    const id = aSnowflakeAt(new Date(testApp().clock.now().getTime() - 10 * 60_000));
    testApp().discord.sendRawInteraction(aPress(task, { overrides: { id } }));
    await waitUntil(async () => (await outcomes('expired')) === dropped + 1, { what: 'the drop' });
    expect(await rowCounts()).toEqual(before);
  });

  it('item 25: an interaction that is delivered again is dropped', async () => {
    const task = await postTask(testApp());
    const dropped = await outcomes('repeated');
    const { interactionId, answer } = testApp().discord.sendRawInteraction(aPress(task));
    expect(textOf(await answer)).toContain('Done');
    const before = await rowCounts();
    testApp().discord.repeatInteraction(interactionId);
    await waitUntil(async () => (await outcomes('repeated')) === dropped + 1, { what: 'the drop' });
    expect(await rowCounts()).toEqual(before);
  });
});

describe('a custom id that nobody made', () => {
  it.each([
    '',
    'x',
    'x'.repeat(100),
    'a\u0000b',
    'x/%E0%A4%A',
    'tasks/complete',
    'tasks/complete/',
    'tasks/complete/a/b',
    'Tasks/Complete/x',
    'enter:ALLOWLIST',
    '../../x',
    '__proto__',
    'tasks/complete/%2e%2e',
  ])('is answered and does nothing: %j', async (custom_id) => {
    const task = await postTask(testApp());
    const before = await rowCounts();
    const answer = await answerTo(aPress(task, { data: { custom_id, component_type: 2 } }));
    expect(answer).toMatch(/out of date|does not exist any more/);
    expect(await rowCounts()).toEqual(before);
  });
});

it('after all of it the bot still serves', async () => {
  const { card } = await postTask(testApp());
  const answer = await testApp().as(server().members[3]!).press(card, { label: 'Complete' });
  expect(textOf(answer)).toContain('Done!');
  expect(plain(JSON.stringify(testApp().discord.unimplemented))).toBe('[]');
});
