/** Real: HTTP, WebSocket and an unmodified discord.js client. Fake: Discord. */
import {
  type ApplicationCommandDataResolvable,
  ApplicationCommandType,
  ApplicationIntegrationType as Type,
  type Client,
  type CommandInteraction,
  Events,
  type Interaction,
  InteractionContextType as Context,
  MessageFlags,
} from 'discord.js';
import type { MemberClient } from '../../../playground/discord/client.ts';
import { Permission } from '../../../playground/discord/wire.ts';
import { EVERYONE_PERMISSIONS } from '../../../playground/discord/permissions.ts';
import { Harness } from './harness.ts';

const EVERYWHERE = [Context.Guild, Context.BotDM, Context.PrivateChannel];
const COMMANDS: ApplicationCommandDataResolvable[] = [
  {
    name: 'account',
    description: 'Everywhere',
    contexts: EVERYWHERE,
    integrationTypes: [Type.GuildInstall, Type.UserInstall],
  },
  {
    name: 'task',
    description: 'In servers',
    contexts: [Context.Guild],
    integrationTypes: [Type.GuildInstall],
  },
  {
    name: 'mine',
    description: 'Of people only',
    contexts: EVERYWHERE,
    integrationTypes: [Type.UserInstall],
  },
  {
    name: 'Profile',
    type: ApplicationCommandType.User,
    contexts: EVERYWHERE,
    integrationTypes: [Type.GuildInstall, Type.UserInstall],
  },
];

describe('where commands are at hand', () => {
  let harness: Harness;
  let client: Client<true>;
  let person: MemberClient;
  let handle: (interaction: CommandInteraction) => unknown;
  let seen: Interaction[];

  beforeAll(async () => {
    harness = await Harness.start();
    client = await harness.login();
    await client.application.commands.set(COMMANDS);
    client.on(Events.InteractionCreate, (interaction) => {
      seen.push(interaction);
      if (interaction.isCommand()) handle(interaction);
      else if (interaction.isButton()) void interaction.reply('pressed');
    });
  });
  afterAll(() => harness.stop());
  beforeEach(() => {
    person = harness.newMember('someone');
    seen = [];
    handle = (interaction) => interaction.reply('done');
  });

  const namesIn = async (channelId: string): Promise<string[]> =>
    (await person.commands({ channelId })).map(({ name }) => name);

  /** A server without the bot. */
  function elsewhere(): { guildId: string; channelId: string } {
    const { discord } = harness;
    const { id: guildId } = discord.createGuild({ name: 'Elsewhere', withBot: false });
    discord.addMember({ guildId, userId: person.userId });
    return { guildId, channelId: discord.createChannel({ guildId, name: 'talk' }).id };
  }

  it('offers in the conversation with the bot what is made for it, and tells who asks there', async () => {
    const channel = await person.directChannel(harness.discord.applicationId);
    const place = { channelId: channel.id };
    expect(await namesIn(channel.id)).toEqual(['account', 'Profile']);
    handle = (interaction) => interaction.reply({ content: 'hidden', flags: MessageFlags.Ephemeral });
    const answer = await person.run('account', {}, place);
    expect(answer.message).toMatchObject({ content: 'hidden', flags: 64 });
    expect(seen[0]).toMatchObject({
      guildId: null,
      member: null,
      user: { id: person.userId },
      channelId: channel.id,
      context: Context.BotDM,
      authorizingIntegrationOwners: { [Type.GuildInstall]: '0' },
    });
    expect(seen[0]?.inRawGuild()).toBe(false);
    expect(await person.messages(channel.id)).toEqual([expect.objectContaining({ content: 'hidden' })]);
    await person.remove(answer.message!);
    expect(await person.messages(channel.id)).toEqual([]);
  });

  it('brings along what a person has installed, also to servers without the bot', async () => {
    const place = elsewhere();
    expect(await namesIn(place.channelId)).toEqual([]);
    await person.install();
    expect(await namesIn(place.channelId)).toEqual(['account', 'mine', 'Profile']);
    expect(await namesIn(harness.channelId)).toEqual(['account', 'task', 'mine', 'Profile']);
    expect((await person.run('account', {}, place)).message?.content).toBe('done');
    expect(seen[0]).toMatchObject({
      guildId: place.guildId,
      guild: null,
      context: Context.Guild,
      authorizingIntegrationOwners: { [Type.UserInstall]: person.userId },
    });
    await person.uninstall();
    await expect(person.run('account', {}, place)).rejects.toMatchObject({ status: 404 });
  });

  it('names both installations where both are there, and only those that the command is for', async () => {
    await person.install();
    await person.run('account', {}, harness.place);
    await person.run('task', {}, harness.place);
    await person.run('mine', {}, harness.place);
    expect(seen.map(ownersOf)).toEqual([
      { guildId: harness.guildId, userId: person.userId },
      { guildId: harness.guildId, userId: null },
      { guildId: null, userId: person.userId },
    ]);
  });

  it('works between people where the bot is not, and shows it nothing of what they say', async () => {
    await person.install();
    const { id: channelId } = harness.discord.createPrivateChannel(person.userId, harness.ownerId);
    const heard: string[] = [];
    client.on(Events.MessageCreate, ({ content }) => heard.push(content));
    await person.say(channelId, 'between us');
    expect(await namesIn(channelId)).toEqual(['account', 'mine', 'Profile']);
    await person.menu('Profile', harness.ownerId, { channelId });
    expect(seen[0]).toMatchObject({
      context: Context.PrivateChannel,
      user: { id: person.userId },
      targetUser: { id: harness.ownerId },
    });
    expect(heard).toEqual([]);
    await expect(client.rest.get(`/channels/${channelId}/messages`)).rejects.toMatchObject({ code: 50001 });
  });

  it('gives a user menu the member and the user, and in a conversation the user alone', async () => {
    await person.menu('Profile', harness.ownerId, harness.place);
    const direct = await person.directChannel(harness.discord.applicationId);
    await person.menu('Profile', person.userId, { channelId: direct.id });
    expect(seen).toEqual([
      expect.objectContaining({ commandType: ApplicationCommandType.User, targetId: harness.ownerId }),
      expect.objectContaining({ commandType: ApplicationCommandType.User, targetId: person.userId }),
    ]);
    const members = seen.map((each) => each.isUserContextMenuCommand() && each.targetMember !== null);
    expect(members).toEqual([true, false]);
  });

  it('keeps the installation through a press of what came of it', async () => {
    const place = elsewhere();
    await person.install();
    const components = [{ type: 1, components: [{ type: 2, style: 1, label: 'Go', custom_id: 'go' }] }];
    handle = (interaction) => interaction.reply({ components, content: 'Press' });
    const { message } = await person.run('account', {}, place);
    expect((await person.press(message!, 'go')).message?.content).toBe('pressed');
    expect(seen.map(ownersOf)).toEqual([
      { guildId: null, userId: person.userId },
      { guildId: null, userId: person.userId },
    ]);
  });

  it('lets a guest follow up five times, and a member of the server as often as it likes', async () => {
    await person.install();
    const followedUp = async (place: { channelId: string }): Promise<number> => {
      const { promise, resolve } = Promise.withResolvers<number>();
      handle = async (interaction) => {
        await interaction.reply('first');
        let count = 0;
        for (; count < 6; count += 1) if (!(await interaction.followUp('more').catch(() => null))) break;
        resolve(count);
      };
      await person.run('account', {}, place);
      return promise;
    };
    expect(await followedUp(elsewhere())).toBe(5);
    expect(await followedUp(harness.place)).toBe(6);
  });

  it('hides what a guest says where the server wants no external applications', async () => {
    const place = elsewhere();
    await person.install();
    expect((await person.run('account', {}, place)).message?.flags).toBe(0);
    const permissions = EVERYONE_PERMISSIONS & ~Permission.UseExternalApps;
    harness.discord.updateRole({ guildId: place.guildId, roleId: place.guildId, permissions });
    expect((await person.run('account', {}, place)).message?.flags).toBe(64);
  });
});

function ownersOf({ authorizingIntegrationOwners: { guildId, userId } }: Interaction): object {
  return { guildId, userId };
}
