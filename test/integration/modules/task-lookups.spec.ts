// Real: the whole service, discord.js, and a MongoDB of this file. Fake: Discord (the local one of the
// playground, in this process) and the time.
import type { Message } from '../../../playground/discord/client.ts';
import type { Sent } from '../../../src/infra/discord/index.js';
import { HOUR_MS } from '../../../src/kernel/clock.js';
import { enUS } from '../../../src/locales/en-US/index.js';
import { ReviewsService } from '../../../src/modules/tasks/reviews/reviews.service.js';
import type { TaskData, TaskType } from '../../../src/modules/tasks/schemas/task-post.schema.js';
import { ChannelWriters } from '../../../src/modules/tasks/verifiers/discord_message/channel-writers.service.js';
import { Verifiers } from '../../../src/modules/tasks/verifiers/verifiers.js';
import { postTask, textOf, useTestApp } from '../../support/app/index.js';
import { aMemberAction } from '../../support/builders/index.js';
import { useTestDatabase } from '../../support/mongo/test-database.js';
import { waitUntil } from '../../support/mongo/wait-until.js';
import { aNewMember } from '../../support/tasks/type-cases.js';

const database = useTestDatabase();
const testApp = useTestApp({ databaseUri: database.uri });
const writers = () => database.db().collection('channel_writers');
const completions = () => database.db().collection('task_completions');
const guildId = (): string => testApp().server.guild.id;
const aChannel = () => testApp().discord.createChannel({ guildId: guildId(), name: 'talk' });

const press = async (member: { id: string }, card: Message): Promise<string> =>
  textOf(await testApp().as(member).press(card, { label: 'Complete' }));

/** What a manager who fills this in is told; nothing when it is taken. */
async function faultsOf(type: TaskType, sent: Sent): Promise<string> {
  const read = await testApp().get(Verifiers).for(type).readAsks(sent, guildId());
  return 'faults' in read ? read.faults.map((fault) => fault(enUS)).join('\n') : '';
}

/** The bot sees the channel, but nothing of what was written there; or it does not see it. */
const hide = (channelId: string, deny: bigint): void => {
  const { discord } = testApp();
  discord.updateChannel(channelId, { overwrites: [{ id: discord.applicationId, kind: 'member', deny }] });
};
const VIEW = 1n << 10n;
const HISTORY = 1n << 16n;

describe('a message in a channel', () => {
  const messageTask = (channelId: string) =>
    postTask(testApp(), { type: 'discord_message', asks: { channelId } });

  it('is heard as it is written, and kept once for each member, without a word of it', async () => {
    const channel = aChannel();
    const { card } = await messageTask(channel.id);
    const member = aNewMember(testApp());
    for (const words of ['Hello', 'again', 'and again']) await testApp().as(member).say(channel.id, words);
    await testApp().as(member).say(testApp().server.channels.general.id, 'elsewhere');
    await waitUntil(async () => (await writers().countDocuments({ discordId: member.id })) > 0);
    const rows = await writers().find({ discordId: member.id }).toArray();
    expect(rows).toMatchObject([{ channelId: channel.id }]);
    expect(Object.keys(rows[0]!).sort()).toEqual(['_id', 'channelId', 'discordId', 'expiresAt', 'wroteAt']);
    // Once the message is gone only what was heard tells of it.
    for (const message of await testApp().as(member).messages(channel.id))
      await testApp().as(member).remove(message);
    expect(await press(member, card)).toContain('Done!');
  });

  it('that nobody heard is found at Discord', async () => {
    const channel = aChannel();
    const { card } = await messageTask(channel.id);
    const member = aNewMember(testApp());
    const heard = jest.spyOn(testApp().get(ChannelWriters), 'heard').mockResolvedValue();
    await testApp().as(member).say(channel.id, 'While you were away');
    for (let other = 0; other < 120; other += 1)
      await testApp().as(testApp().server.admin).say(channel.id, 'More');
    heard.mockRestore();
    expect(await press(member, card)).toContain('Done!');
  });

  it.each<[string, (channelId: string, member: { id: string }) => Promise<unknown>]>([
    ['from before the task', () => Promise.resolve()],
    ['of somebody else', (channelId) => testApp().as(testApp().server.admin).say(channelId, 'Hello')],
    ['in another channel', (_, member) => testApp().as(member).say(aChannel().id, 'Hello')],
  ])('%s does not count', async (_, write) => {
    const channel = aChannel();
    const member = aNewMember(testApp());
    await testApp().as(member).say(channel.id, 'Early');
    testApp().clock.advance(1_000);
    const { card, postId } = await messageTask(channel.id);
    await write(channel.id, member);
    expect(await press(member, card)).toContain('You have not written in');
    expect(await completions().countDocuments({ taskPostId: postId })).toBe(0);
  });

  it('of before counts for nobody when a later task asks for one', async () => {
    const channel = aChannel();
    const member = aNewMember(testApp());
    const first = await messageTask(channel.id);
    await testApp().as(member).say(channel.id, 'Hello');
    testApp().clock.advance(HOUR_MS);
    const second = await messageTask(channel.id);
    expect(await press(member, first.card)).toContain('Done!');
    expect(await press(member, second.card)).toContain('You have not written in');
    await testApp().as(member).say(channel.id, 'Hello again');
    expect(await press(member, second.card)).toContain('Done!');
  });

  it.each([
    ['its history', HISTORY],
    ['the channel', VIEW],
  ])('can not be looked for once the bot may not see %s', async (_, bit) => {
    const channel = aChannel();
    const { card, postId } = await messageTask(channel.id);
    await testApp().as(testApp().server.admin).say(channel.id, 'Hello');
    hide(channel.id, bit);
    expect(await press(aNewMember(testApp()), card)).toContain('I am not allowed to read that channel');
    expect(await completions().countDocuments({ taskPostId: postId })).toBe(0);
  });

  it('can not be looked for while Discord fails', async () => {
    const channel = aChannel();
    const { card } = await messageTask(channel.id);
    const member = aNewMember(testApp());
    testApp().discord.faults.next('GET /channels/:channelId/messages', { status: 503 }, 4);
    expect(await press(member, card)).toContain('could not be checked just now');
    await testApp().as(member).say(channel.id, 'Hello');
    expect(await press(member, card)).toContain('Done!');
    testApp().discord.deleteChannel(channel.id);
    expect(await press(aNewMember(testApp()), card)).toContain('I am not allowed to read that channel');
  });

  it('is asked for in a text channel of this server that the bot can read', async () => {
    const other = await testApp().addServer();
    const closed = aChannel();
    hide(closed.id, HISTORY);
    expect(await faultsOf('discord_message', { channelId: [aChannel().id] })).toBe('');
    expect(await faultsOf('discord_message', { channelId: [closed.id] })).toContain("I can't read");
    for (const channel of [other.channels.general.id, '', 'general'])
      expect(await faultsOf('discord_message', { channelId: [channel] })).toContain('choose a text channel');
  });
});

describe('a reaction to a message', () => {
  const linkTo = ({ channel_id, id }: Message, guild = guildId()) =>
    `https://discord.com/channels/${guild}/${channel_id}/${id}`;
  const say = (words: string, channelId = testApp().server.channels.general.id) =>
    testApp().as(testApp().server.admin).say(channelId, words);
  async function reactionTask(message: Message, emoji?: string) {
    const sent = { link: [linkTo(message)], ...(emoji !== undefined && { emoji: [emoji] }) };
    const read = await testApp().get(Verifiers).for('discord_reaction').readAsks(sent, guildId());
    if ('faults' in read) throw new Error(read.faults.map((fault) => fault(enUS)).join());
    return postTask(testApp(), { type: 'discord_reaction', asks: { ...read.asks } });
  }

  it('counts with any emoji where none is asked for, for the member alone', async () => {
    const message = await say('React!');
    const { card } = await reactionTask(message);
    const [first, second] = [aNewMember(testApp()), aNewMember(testApp())];
    await testApp().as(first).react(message, '🎉');
    await testApp().as(testApp().server.admin).react(message, '👍');
    expect(await press(second, card)).toContain("I don't see a reaction of yours");
    await testApp().as(second).react(message, '👍');
    expect(await press(second, card)).toContain('Done!');
    expect(await press(first, card)).toContain('Done!');
  });

  it('counts with the emoji that is asked for, however it is typed, and only while it is there', async () => {
    const message = await say('Love it?');
    const { card } = await reactionTask(message, '❤');
    const member = aNewMember(testApp());
    await testApp().as(member).react(message, '👍');
    expect(await press(member, card)).toContain("I don't see your reaction ❤");
    await testApp().as(member).react(message, '❤️');
    await testApp().as(member).unreact(message, '❤️');
    expect(await press(member, card)).toContain("I don't see your reaction ❤");
    await testApp().as(member).react(message, '❤️');
    expect(await press(member, card)).toContain('Done!');
  });

  it.each(['<:cat:123456789012345678>', ':cat:'])('counts with an emoji of the server: %s', async (typed) => {
    const message = await say('Cats?');
    const { card } = await reactionTask(message, typed);
    const member = aNewMember(testApp());
    await testApp().as(member).react(message, 'dog:123456789012345679');
    expect(await press(member, card)).toContain("I don't see your reaction");
    await testApp().as(member).react(message, 'cat:123456789012345678');
    expect(await press(member, card)).toContain('Done!');
  });

  it('of one among many is found with one question', async () => {
    const message = await say('Everybody!');
    const { card } = await reactionTask(message, '👍');
    const crowd = Array.from({ length: 150 }, () => aNewMember(testApp()));
    for (const { id } of crowd)
      testApp().discord.messaging.react(
        testApp().discord.messaging.store.get(message.channel_id, message.id),
        id,
        '👍',
      );
    expect(await press(crowd[75]!, card)).toContain('Done!');
    expect(await press(aNewMember(testApp()), card)).toContain("I don't see");
  });

  it.each<[string, (message: Message) => unknown, string]>([
    [
      'the message was deleted',
      (message) => testApp().as(testApp().server.admin).remove(message),
      'was deleted',
    ],
    [
      'the bot may not see its channel',
      ({ channel_id }) => {
        hide(channel_id, VIEW);
      },
      'not allowed to read',
    ],
    [
      'the bot may not read its history',
      ({ channel_id }) => {
        hide(channel_id, HISTORY);
      },
      'not allowed to read',
    ],
    [
      'the channel was deleted',
      ({ channel_id }) => {
        testApp().discord.deleteChannel(channel_id);
      },
      'not allowed to read',
    ],
  ])('can not be looked for once %s', async (_, change, words) => {
    const message = await say('React!', aChannel().id);
    const { card, postId } = await reactionTask(message, '👍');
    const member = aNewMember(testApp());
    await testApp().as(member).react(message, '👍');
    await change(message);
    expect(await press(member, card)).toContain(words);
    expect(await completions().countDocuments({ taskPostId: postId })).toBe(0);
  });

  it('is asked for on a message of this server that is there and can be read', async () => {
    const other = await testApp().addServer();
    const foreign = await testApp().as(other.admin).say(other.channels.general.id, 'Ours');
    const hidden = await say('Hidden', aChannel().id);
    hide(hidden.channel_id, HISTORY);
    const message = await say('Here');
    const faults = (link: string, emoji = '') =>
      faultsOf('discord_reaction', { link: [link], emoji: [emoji] });
    expect(await faults(linkTo(message).replace('https://', 'https://ptb.'))).toBe('');
    expect(await faults(linkTo(message), 'thumbs up')).toContain('one emoji');
    expect(await faults(linkTo(hidden))).toContain('not allowed to read');
    await testApp().as(testApp().server.admin).remove(message);
    expect(await faults(linkTo(message))).toContain('was deleted');
    for (const link of [
      linkTo(foreign),
      linkTo(foreign, other.guild.id),
      'https://discord.com/channels/@me/1/2',
      'x',
      '',
    ])
      expect(await faults(link)).toContain('the link of a message in this server');
  });
});

describe('a role', () => {
  it.each<TaskType>(['discord_role', 'discord_join'])(
    'that nobody can get is not asked for: %s',
    async (type) => {
      const { discord, server } = testApp();
      const field = type === 'discord_role' ? 'roleIds' : 'roleId';
      const managed = discord.createRole({ guildId: guildId(), name: 'Some app', managed: true });
      const gone = discord.createRole({ guildId: guildId(), name: 'Gone' });
      discord.deleteRole(guildId(), gone.id);
      expect(await faultsOf(type, { [field]: [server.roles.helper.id] })).toBe('');
      expect(await faultsOf(type, { [field]: [guildId()] })).toContain('@everyone');
      expect(await faultsOf(type, { [field]: [managed.id] })).toContain('given by an app');
      for (const roleId of [gone.id, '$ne'])
        expect(await faultsOf(type, { [field]: [roleId] })).toContain('does not exist');
    },
  );
});

describe('attempts', () => {
  const REASON = 'Not found there';
  const reject = async (postId: string, discordId: string): Promise<void> => {
    const row = await completions().findOne({ taskPostId: postId, discordId });
    const moderator = aMemberAction({ guildId: guildId(), discordId: testApp().server.moderator.id });
    const seen = { completionId: row!._id.toHexString(), attempt: Number(row!.attempt) };
    await testApp().get(ReviewsService).reject(moderator, seen, REASON);
  };
  const follow = (taskData: Partial<TaskData>) =>
    postTask(testApp(), { type: 'twitter_follow', asks: { link: 'https://x.com/sky_cats' }, ...taskData });
  const send = async (member: { id: string }, card: Message, handle: string): Promise<string> => {
    const opened = await testApp().as(member).press(card, { label: 'Complete' });
    return textOf(
      opened.modal === undefined ? opened : await testApp().as(member).submit(opened.modal, { handle }),
    );
  };
  const details = async (member: { id: string }, card: Message): Promise<string> =>
    textOf(await testApp().as(member).press(card, { label: 'Details' }));

  it('are counted on one row, wait for each other, and end; details say how it stands', async () => {
    const { card, postId } = await follow({ maxAttempts: 2, cooldownMinutes: 60 });
    const member = aNewMember(testApp());
    expect(await details(member, card)).toContain('https://x.com/sky_cats');
    expect(await send(member, card, 'no name!')).toContain("This can't be a name on X");
    expect(await send(member, card, 'First_Cat')).toContain('Sent for review');
    await reject(postId, member.id);
    expect(await details(member, card)).toMatch(
      /Not accepted .*“Not found there”.\nAttempts: 1 of 2. You may try again <t:/,
    );
    expect(await send(member, card, 'first_cat')).toMatch(/You can try this task again <t:/);
    testApp().clock.advance(HOUR_MS);
    expect(await details(member, card)).toContain('Attempts: 1 of 2. You may press Complete and try again.');
    expect(await send(member, card, 'first_cat')).toContain('Sent for review');
    await reject(postId, member.id);
    testApp().clock.advance(HOUR_MS);
    expect(await details(member, card)).toContain('Attempts: 2 of 2. There are no attempts left.');
    const list = await testApp().as(member).run('tasks', {}, { channelId: card.channel_id });
    expect(textOf(list)).toContain('rejected – no attempts left');
    expect(await send(member, card, 'first_cat')).toContain('You have used all 2 attempts');
    expect(await completions().find({ taskPostId: postId }).toArray()).toMatchObject([
      { discordId: member.id, state: 'rejected', attempt: 2 },
    ]);
  });

  it('of two members with one name: one is taken, and the name is free again once it was rejected', async () => {
    const { card, postId } = await follow({});
    const [first, second] = [aNewMember(testApp()), aNewMember(testApp())];
    expect(await send(first, card, '@Same_Cat')).toContain('Sent for review');
    expect(await send(second, card, 'https://x.com/same_cat')).toContain('Another member has sent the same');
    const elsewhere = await follow({});
    expect(await send(second, elsewhere.card, 'same_cat')).toContain('Sent for review');
    await reject(postId, first.id);
    expect(await send(second, card, 'same_cat')).toContain('Sent for review');
    expect(await send(first, card, 'same_cat')).toContain('Another member has sent the same');
    expect(await send(first, card, 'other_cat')).toContain('Sent for review');
  });

  it('with a name that is taken cost no place', async () => {
    const { card, postId } = await follow({ maxCompletions: 2 });
    expect(await send(aNewMember(testApp()), card, 'seat_cat')).toContain('Sent for review');
    expect(await send(aNewMember(testApp()), card, 'seat_cat')).toContain('Another member has sent the same');
    expect(await send(aNewMember(testApp()), card, 'other_cat')).toContain('Sent for review');
    expect(await completions().distinct('seat', { taskPostId: postId })).toEqual([1, 2]);
  });
});

it('details say how a member stands to each requirement', async () => {
  const { collector, moderator } = testApp().server.roles;
  const asks = (roleId: string) => ({ asks: { roleIds: [roleId] } });
  const { card } = await postTask(testApp(), {
    requirements: [
      { kind: 'role_all', ...asks(collector.id) },
      { kind: 'role_all', ...asks(moderator.id) },
    ],
  });
  const shown = textOf(await testApp().as(testApp().server.members[0]!).press(card, { label: 'Details' }));
  expect(shown).toContain(`✓ The role <@&${collector.id}>\n✗ The role <@&${moderator.id}>: you don't have`);
});
