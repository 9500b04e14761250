/** Real: HTTP, WebSockets and an unmodified discord.js client. Fake: Discord. */
import {
  ActionRowBuilder,
  ButtonBuilder,
  ButtonStyle,
  ContainerBuilder,
  Events,
  LabelBuilder,
  MessageFlags,
  ModalBuilder,
  StringSelectMenuBuilder,
  TextDisplayBuilder,
  TextInputBuilder,
  TextInputStyle,
  UserSelectMenuBuilder,
  type Client,
  type Interaction,
} from 'discord.js';
import { readableText, type Message } from '../../../playground/discord/client.ts';
import { Harness, next, rest } from './harness.ts';

const COMMANDS = [
  {
    name: 'task',
    description: 'Tasks',
    name_localizations: { de: 'aufgabe' },
    options: [
      {
        type: 1,
        name: 'create',
        description: 'Create a task',
        options: [
          {
            type: 3,
            name: 'kind',
            description: 'Kind',
            required: true,
            choices: [{ name: 'Custom', value: 'custom' }],
          },
          { type: 4, name: 'points', description: 'Points', min_value: 1, max_value: 100 },
          { type: 6, name: 'reviewer', description: 'Who reviews' },
          { type: 7, name: 'channel', description: 'Where', channel_types: [0] },
        ],
      },
      {
        type: 1,
        name: 'find',
        description: 'Find',
        options: [{ type: 3, name: 'title', description: 'Title', autocomplete: true }],
      },
    ],
  },
  { name: 'ping', description: 'Ping' },
  { name: 'secure', description: 'Admins only', default_member_permissions: '32', contexts: [0] },
];

const button = (id: string, label = id): ActionRowBuilder<ButtonBuilder> =>
  new ActionRowBuilder<ButtonBuilder>().addComponents(
    new ButtonBuilder().setCustomId(id).setLabel(label).setStyle(ButtonStyle.Primary),
  );

describe('interactions', () => {
  let harness: Harness;
  let client: Client<true>;
  let handle: (interaction: Interaction) => unknown;
  let handled: Promise<unknown>;

  beforeEach(async () => {
    harness = await Harness.start();
    client = await harness.login();
    await client.application.commands.set(COMMANDS);
    client.on(Events.InteractionCreate, (interaction) => {
      handled = Promise.resolve(handle(interaction));
      handled.catch(() => undefined); // a test that expects a refusal awaits `handled` itself
    });
  });

  afterEach(async () => {
    await harness.stop();
  });

  const ping = (options?: { settle?: boolean }) => harness.member.run('ping', {}, harness.place, options);
  /** Posts a message of the bot and gives it back as the member sees it. */
  const post = async (body: object): Promise<Message> => {
    const sent = await rest(harness.discord, 'POST', `/channels/${harness.channelId}/messages`, body);
    return sent.body as unknown as Message;
  };

  it('carries a sub-command with its options, resolved objects and the full set of fields', async () => {
    const seen: Interaction[] = [];
    handle = async (interaction) => {
      seen.push(interaction);
      if (!interaction.isChatInputCommand()) return;
      const { options } = interaction;
      await interaction.reply(
        `${options.getSubcommand()} ${options.getString('kind', true)} ${options.getInteger('points', true)} ${options.getUser('reviewer', true).username} ${options.getChannel('channel', true).name ?? ''}`,
      );
    };
    const answer = await harness.member.run(
      'task create',
      { kind: 'custom', points: 50, reviewer: harness.ownerId, channel: harness.channelId },
      harness.place,
    );
    expect(answer).toMatchObject({
      outcome: 'message',
      message: { type: 20, content: 'create custom 50 owner general' },
    });
    expect(answer.message?.interaction_metadata).toMatchObject({
      id: answer.interactionId,
      type: 2,
      user: { id: harness.memberId },
    });
    expect(seen[0]).toMatchObject({
      channelId: harness.channelId,
      guildId: harness.guildId,
      locale: 'en-US',
      context: 0,
    });
    expect(seen[0]?.memberPermissions?.has('ViewChannel')).toBe(true);
    expect(seen[0]?.appPermissions.has('SendMessages')).toBe(true);
  });

  it.each([
    ['a missing option', {}, /"kind" is required/],
    ['something that is not a choice', { kind: 'other' }, /not a choice/],
    ['a number that is too large', { kind: 'custom', points: 101 }, /between 1 and 100/],
    ['a fraction', { kind: 'custom', points: 1.5 }, /whole number/],
    ['a user that does not exist', { kind: 'custom', reviewer: '100000000000000000' }, /not a user/],
    ['an option that does not exist', { kind: 'custom', color: 'red' }, /no option "color"/],
  ])('lets nobody send %s', async (_, options, message) => {
    await expect(
      harness.member.run('task create', options as Record<string, string>, harness.place),
    ).rejects.toThrow(message);
  });

  it('offers commands by permission and in the language of the member', async () => {
    const names = async (userId: string): Promise<string[]> =>
      (await harness.as(userId).commands(harness.place)).map((command) => command.displayName);
    expect(await names(harness.memberId)).toEqual(['task', 'ping']);
    await harness.as(harness.ownerId).change({ locale: 'de' });
    expect(await names(harness.ownerId)).toEqual(['aufgabe', 'ping', 'secure']);
    await expect(harness.member.run('secure', {}, harness.place)).rejects.toMatchObject({ status: 404 });
  });

  it('suggests what the bot answers, and refuses more than 25 choices', async () => {
    let count = 25;
    handle = (interaction) =>
      interaction.isAutocomplete()
        ? interaction.respond(
            Array.from({ length: count }, (_, i) => ({
              name: `${interaction.options.getFocused()}${i}`,
              value: `${i}`,
            })),
          )
        : undefined;
    const choices = await harness.member.autocomplete(
      'task find',
      { name: 'title', value: 'fo' },
      harness.place,
    );
    expect(choices).toHaveLength(25);
    expect(choices[0]).toEqual({ name: 'fo0', value: '0' });

    count = 26;
    const late = harness.member.autocomplete('task find', { name: 'title', value: 'fo' }, harness.place);
    const failure = expect(late).rejects.toThrow(/failed/);
    await next(client, Events.InteractionCreate);
    await expect(handled).rejects.toMatchObject({
      code: 50035,
      rawError: { errors: { data: { choices: { _errors: [{ code: 'BASE_TYPE_MAX_LENGTH' }] } } } },
    });
    harness.discord.clock.advance(3_000);
    await failure;
  });

  it('defers, is filled by an edit, and stays ephemeral as it began', async () => {
    let edit: () => void = () => undefined;
    const mayEdit = new Promise<void>((resolve) => (edit = resolve));
    handle = async (interaction) => {
      if (!interaction.isChatInputCommand()) return;
      await interaction.deferReply({ flags: MessageFlags.Ephemeral });
      await mayEdit;
      await interaction.editReply('done');
    };
    const first = await ping({ settle: false });
    expect(first.outcome).toBe('deferred');
    expect(first.message?.flags).toBe(MessageFlags.Ephemeral | MessageFlags.Loading);
    edit();
    const settled = await harness.member.settled(first);
    expect(settled).toMatchObject({
      outcome: 'message',
      message: { id: first.message?.id, content: 'done', flags: MessageFlags.Ephemeral },
    });
  });

  it('fills a deferral with the first follow-up and makes a new message of the second', async () => {
    handle = async (interaction) => {
      if (!interaction.isChatInputCommand()) return;
      await interaction.deferReply();
      await interaction.followUp('first');
      await interaction.followUp({ content: 'second', flags: MessageFlags.Ephemeral });
    };
    const answer = await ping();
    await harness.member.waitForMessage(harness.channelId, ({ content }) => content === 'second');
    expect(answer.message?.content).toBe('first');
    expect((await harness.member.messages(harness.channelId)).map(({ content }) => content)).toEqual([
      'first',
      'second',
    ]);
    expect(
      (await harness.as(harness.ownerId).messages(harness.channelId)).map(({ content }) => content),
    ).toEqual(['first']);
  });

  it('shows an ephemeral message to one member only, who can press and dismiss it; it is in no history', async () => {
    handle = (interaction) => {
      if (interaction.isButton()) return interaction.update({ content: 'pressed', components: [] });
      return (
        interaction.isRepliable() &&
        interaction.reply({ content: 'psst', flags: MessageFlags.Ephemeral, components: [button('go')] })
      );
    };
    const { message } = await ping();
    const owner = harness.as(harness.ownerId);
    expect(await owner.messages(harness.channelId)).toEqual([]);
    await expect(owner.press(message!, 'go')).rejects.toMatchObject({ status: 403 });
    const history = await rest(harness.discord, 'GET', `/channels/${harness.channelId}/messages`);
    expect(history.body).toEqual([]);
    expect(
      (await rest(harness.discord, 'GET', `/channels/${harness.channelId}/messages/${message!.id}`)).status,
    ).toBe(404);

    expect(await harness.member.press(message!, 'go')).toMatchObject({
      outcome: 'update',
      message: { id: message!.id, content: 'pressed' },
    });
    await harness.member.remove(message!);
    expect(await harness.member.messages(harness.channelId)).toEqual([]);
  });

  it('presses only what is there and enabled', async () => {
    const message = await post({
      content: 'a',
      components: [
        { type: 1, components: [{ type: 2, style: 1, label: 'Off', custom_id: 'off', disabled: true }] },
      ],
    });
    await expect(harness.member.press(message, 'off')).rejects.toMatchObject({ status: 409 });
    await expect(harness.member.press(message, 'other')).rejects.toMatchObject({ status: 404 });
    await expect(harness.member.press({ ...message, id: '100000000000000000' }, 'off')).rejects.toMatchObject(
      { status: 404, code: 10008 },
    );
  });

  it('carries the values of string and user selects', async () => {
    handle = (interaction) => {
      if (interaction.isUserSelectMenu())
        return interaction.reply(`chose ${interaction.users.map((user) => user.username).join()}`);
      return interaction.isStringSelectMenu() && interaction.reply(`chose ${interaction.values.join()}`);
    };
    const channel = await client.channels.fetch(harness.channelId);
    if (channel?.isSendable() !== true) throw new Error('The bot cannot write');
    const strings = new StringSelectMenuBuilder()
      .setCustomId('s')
      .setMaxValues(2)
      .addOptions(['a', 'b', 'c'].map((v) => ({ label: v, value: v })));
    const people = new UserSelectMenuBuilder().setCustomId('u');
    const { id } = await channel.send({
      components: [
        new ActionRowBuilder<StringSelectMenuBuilder>().addComponents(strings),
        new ActionRowBuilder<UserSelectMenuBuilder>().addComponents(people),
      ],
    });
    const message = await harness.member.message({ channel_id: harness.channelId, id });
    expect((await harness.member.choose(message, 's', ['a', 'c'])).message?.content).toBe('chose a,c');
    expect((await harness.member.choose(message, 'u', [harness.ownerId])).message?.content).toBe(
      'chose owner',
    );
    await expect(harness.member.choose(message, 's', ['d'])).rejects.toThrow(/not offered/);
    await expect(harness.member.choose(message, 's', ['a', 'b', 'c'])).rejects.toThrow(/Between 1 and 2/);
  });

  it('opens a modal with labels and carries what was typed and chosen', async () => {
    handle = async (interaction) => {
      if (interaction.isModalSubmit()) {
        const title = interaction.fields.getTextInputValue('title');
        await interaction.reply(`${title}/${interaction.fields.getStringSelectValues('kind').join()}`);
      } else if (interaction.isChatInputCommand()) {
        const title = new TextInputBuilder()
          .setCustomId('title')
          .setStyle(TextInputStyle.Short)
          .setMinLength(3)
          .setMaxLength(10);
        const kind = new StringSelectMenuBuilder()
          .setCustomId('kind')
          .addOptions({ label: 'Custom', value: 'custom' });
        await interaction.showModal(
          new ModalBuilder()
            .setCustomId('create')
            .setTitle('Create')
            .addLabelComponents(
              new LabelBuilder().setLabel('Title').setTextInputComponent(title),
              new LabelBuilder().setLabel('Kind').setStringSelectMenuComponent(kind),
            ),
        );
      }
    };
    const { modal, outcome } = await ping();
    expect(outcome).toBe('modal');
    await expect(harness.member.submit(modal, { title: 'ab', kind: 'custom' })).rejects.toThrow(
      /between 3 and 10/,
    );
    await expect(harness.member.submit(modal, { kind: 'custom' })).rejects.toThrow(/between 3 and 10/);
    await expect(harness.member.submit(modal, { title: 'abc' })).rejects.toThrow(/Between 1 and 1/);
    await expect(harness.member.submit(modal, { title: 'abc', kind: 'other' })).rejects.toThrow(
      /not offered/,
    );
    await expect(
      harness.as(harness.ownerId).submit(modal, { title: 'abc', kind: 'custom' }),
    ).rejects.toMatchObject({ status: 404 });
    expect(await harness.member.submit(modal, { title: 'abc', kind: 'custom' })).toMatchObject({
      outcome: 'message',
      message: { content: 'abc/custom' },
    });
  });

  it('opens a classic modal from a button, whose submit may update the pressed message', async () => {
    handle = (interaction) => {
      if (interaction.isModalSubmit() && interaction.isFromMessage()) {
        return interaction.update(`typed ${interaction.fields.getTextInputValue('t')}`);
      }
      // By hand: discord.js deprecates the classic form, Discord still accepts it.
      const input = { type: 4, custom_id: 't', style: 1, label: 'Text', value: 'preset' };
      return rest(harness.discord, 'POST', `/interactions/${interaction.id}/${interaction.token}/callback`, {
        type: 9,
        data: { custom_id: 'm', title: 'T', components: [{ type: 1, components: [input] }] },
      });
    };
    const message = await post({ content: 'a', components: [button('edit').toJSON()] });
    const { modal } = await harness.member.press(message, { label: 'edit' });
    expect(await harness.member.submit(modal, {})).toMatchObject({
      outcome: 'update',
      message: { id: message.id, content: 'typed preset' },
    });
  });

  it('carries radio groups, checkboxes and checkbox groups', async () => {
    const { discord } = harness;
    const options = ['a', 'b'].map((value) => ({ label: value, value }));
    const group = (component: object): object => ({ type: 18, label: 'L', component });
    handle = (interaction) =>
      rest(discord, 'POST', `/interactions/${interaction.id}/${interaction.token}/callback`, {
        type: 9,
        data: {
          custom_id: 'm',
          title: 'T',
          components: [
            group({ type: 21, custom_id: 'radio', options }),
            group({ type: 22, custom_id: 'boxes', options, min_values: 1, max_values: 2 }),
            group({ type: 23, custom_id: 'box', default: true }),
          ],
        },
      });
    const { modal } = await ping();
    await expect(harness.member.submit(modal, { radio: 'c', boxes: ['a'] })).rejects.toThrow(
      /one of its options/,
    );
    const submitted = next(client, Events.Raw as never) as Promise<never[]>;
    handle = (interaction) => interaction.isModalSubmit() && interaction.reply('ok');
    await harness.member.submit(modal, { radio: 'b', boxes: ['a', 'b'] });
    const [packet] = (await submitted) as unknown as [{ d: { data: unknown } }];
    expect(packet.d.data).toMatchObject({
      custom_id: 'm',
      components: [
        { type: 18, component: { type: 21, custom_id: 'radio', value: 'b' } },
        { type: 18, component: { type: 22, custom_id: 'boxes', values: ['a', 'b'] } },
        { type: 18, component: { type: 23, custom_id: 'box', value: true } },
      ],
    });
  });

  it('defers an update and edits the pressed message', async () => {
    handle = async (interaction) => {
      if (!interaction.isButton()) return;
      await interaction.deferUpdate();
      await interaction.editReply({ content: 'changed', components: [] });
    };
    const message = await post({ content: 'a', components: [button('x').toJSON()] });
    expect(await harness.member.press(message, 'x')).toMatchObject({
      outcome: 'update',
      message: { id: message.id, content: 'changed' },
    });
  });

  it('posts Components V2 that a person can read', async () => {
    handle = (interaction) =>
      interaction.isRepliable() &&
      interaction.reply({
        flags: MessageFlags.IsComponentsV2,
        components: [
          new ContainerBuilder()
            .addTextDisplayComponents(new TextDisplayBuilder().setContent('# Task'))
            .addActionRowComponents(button('go', 'Go')),
        ],
      });
    const { message } = await ping();
    expect(readableText(message!)).toBe('# Task\n[Go]');
  });

  it('delivers forged and repeated interactions through the raw door', async () => {
    const seen: Interaction[] = [];
    handle = (interaction) => {
      seen.push(interaction);
      return interaction.isRepliable() && seen.length === 1 && interaction.reply('ok');
    };
    const { interactionId, answer } = harness.discord.sendRawInteraction({
      type: 3,
      userId: harness.memberId,
      channelId: harness.channelId,
      data: { custom_id: 'x/%E0%A4%A', component_type: 2 },
      messageId: (await post({ content: 'a' })).id,
      overrides: { channel: undefined },
    });
    expect((await answer).outcome).toBe('message');
    const again = next(client, Events.InteractionCreate);
    harness.discord.repeatInteraction(interactionId);
    await again;
    expect(seen.map(({ id, channelId }) => [id, channelId])).toEqual([
      [interactionId, null],
      [interactionId, null],
    ]);
  });

  it('presses many times from inside', async () => {
    handle = (interaction) =>
      interaction.isButton() && interaction.reply({ content: 'ok', flags: MessageFlags.Ephemeral });
    const { id } = await post({ content: 'a', components: [button('x').toJSON()] });
    const press = { userId: harness.memberId, channelId: harness.channelId, messageId: id, customId: 'x' };
    const answers = await harness.discord.pressMany(
      Array.from({ length: 200 }, () => press),
      20,
    );
    expect(answers.map(({ outcome }) => outcome)).toEqual(Array.from({ length: 200 }, () => 'message'));
    expect(answers.every(({ latencyMs }) => latencyMs > 0)).toBe(true);
  });

  it('works in a direct message', async () => {
    handle = (interaction) =>
      interaction.isChatInputCommand() && interaction.reply(`context ${interaction.context ?? ''}`);
    const channel = await harness.member.directChannel(harness.discord.applicationId);
    expect((await harness.member.commands({ channelId: channel.id })).map(({ name }) => name)).toEqual([
      'task',
      'ping',
    ]);
    expect((await harness.member.run('ping', {}, { channelId: channel.id })).message?.content).toBe(
      'context 1',
    );
  });
});
