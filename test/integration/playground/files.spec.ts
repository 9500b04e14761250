/** Real: HTTP, multipart bodies as an unmodified discord.js sends them. Fake: Discord. */
import { AttachmentBuilder, type Client, Events, MessageFlags, type SendableChannels } from 'discord.js';
import { Permission } from '../../../playground/discord/wire.ts';
import { png } from '../../support/pictures.js';
import { Harness, next } from './harness.ts';

const MIB = 1024 * 1024;
const V2 = MessageFlags.IsComponentsV2;

describe('files of the bot', () => {
  let harness: Harness;
  let client: Client<true>;
  let channel: SendableChannels;

  beforeAll(async () => {
    harness = await Harness.start();
    client = await harness.login();
    const found = await client.channels.fetch(harness.channelId);
    if (found?.isSendable() !== true) throw new Error('The bot cannot write');
    channel = found;
  });
  afterAll(async () => {
    await harness.stop();
  });

  const file = (name: string, content: string | Buffer = 'text', description?: string): AttachmentBuilder =>
    new AttachmentBuilder(Buffer.from(content as string), {
      name,
      ...(description !== undefined && { description }),
    });

  it('are sent with a message and can be read, with what Discord tells about them', async () => {
    const picture = png(30, 20);
    const message = await channel.send({
      content: 'two',
      files: [file('a.png', picture, 'A blue field'), file('my notes.txt')],
    });
    const [first, second] = [...message.attachments.values()];
    expect(first).toMatchObject({
      name: 'a.png',
      description: 'A blue field',
      contentType: 'image/png',
      size: picture.length,
      width: 30,
      height: 20,
    });
    expect(second).toMatchObject({
      name: 'my_notes.txt',
      title: 'my notes',
      contentType: 'text/plain; charset=utf-8',
      size: 4,
      width: null,
    });
    const answer = await fetch(first!.url);
    expect(Buffer.from(await answer.arrayBuffer())).toEqual(picture);
    expect(answer.headers.get('content-type')).toBe('image/png');
    expect(await (await fetch(second!.proxyURL)).text()).toBe('text');
  });

  it('alone are a message, and an embed takes what it shows out of the list', async () => {
    expect((await channel.send({ files: [file('a.txt')] })).attachments.size).toBe(1);
    const message = await channel.send({
      embeds: [{ title: 'a', image: { url: 'attachment://a.png' }, footer: { text: 'b' } }],
      files: [file('a.png', png(3, 2)), file('b.txt')],
    });
    expect(message.attachments.map(({ name }) => name)).toEqual(['b.txt']);
    expect(message.embeds[0]?.image).toMatchObject({ width: 3, height: 2 });
    expect((await fetch(message.embeds[0]?.image?.url ?? '')).status).toBe(200);
    const bare = await message.edit({ embeds: [] });
    expect(bare.attachments.map(({ name }) => name)).toEqual(['a.png', 'b.txt']);
  });

  it('stay, go and come by an edit', async () => {
    const message = await channel.send({ content: 'a', files: [file('a.txt'), file('b.txt')] });
    const names = async (edit: object): Promise<string[]> =>
      (await message.edit(edit)).attachments.map(({ name, description }) => `${name} ${description ?? ''}`);
    expect(await names({ content: 'b' })).toEqual(['a.txt ', 'b.txt ']);
    const [, second] = [...message.attachments.values()];
    expect(await names({ attachments: [second!], files: [file('c.txt', 'c', 'new')] })).toEqual([
      'b.txt ',
      'c.txt new',
    ]);
    expect(await names({ attachments: [] })).toEqual([]);
    await expect(names({ attachments: [{ id: '123' }] })).rejects.toMatchObject({
      code: 50035,
      rawError: { errors: { attachments: { 0: { _errors: [{ code: 'ATTACHMENT_NOT_FOUND' }] } } } },
    });
  });

  it('are shown by the components of Components V2, under names that have to be there', async () => {
    const components = [
      {
        type: 9,
        components: [{ type: 10, content: 'a' }],
        accessory: { type: 11, media: { url: 'attachment://a.png' } },
      },
      { type: 17, components: [{ type: 12, items: [{ media: { url: 'attachment://b.png' } }] }] },
      { type: 13, file: { url: 'attachment://c.txt' } },
    ];
    const pictures = [file('a.png', png(5, 6)), file('b.png', png(7, 8))];
    await expect(channel.send({ flags: V2, components: components, files: pictures })).rejects.toMatchObject({
      code: 50035,
      rawError: {
        errors: {
          components: {
            2: {
              file: {
                url: { _errors: [{ code: 'UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND' }] },
              },
            },
          },
        },
      },
    });
    const message = await channel.send({
      flags: V2,
      components: components,
      files: [...pictures, file('c.txt', 'see')],
    });
    expect(message.attachments.size).toBe(0);
    expect(message.components.map((part) => part.toJSON())).toMatchObject([
      { accessory: { media: { width: 5, height: 6, content_type: 'image/png' } } },
      { components: [{ items: [{ media: { width: 7, height: 8 } }] }] },
      { name: 'c.txt', size: 3 },
    ]);
    await expect(channel.send({ flags: V2, files: pictures })).rejects.toMatchObject({ code: 50006 });
  });

  it('come with replies to interactions: callback, follow-up, edit', async () => {
    await client.application.commands.set([{ name: 'file', description: 'Sends a file' }]);
    const flags = MessageFlags.Ephemeral;
    const asked = next(client, Events.InteractionCreate);
    const answer = harness.member.run('file', {}, harness.place);
    const [interaction] = await asked;
    if (!interaction.isChatInputCommand()) throw new Error('Not the command');
    await interaction.reply({ files: [file('a.txt')], flags });
    expect((await answer).message?.attachments).toMatchObject([{ filename: 'a.txt', ephemeral: true }]);
    const more = await interaction.followUp({ content: 'more', files: [file('b.png', png(1, 1))] });
    expect(more.attachments.first()).toMatchObject({ name: 'b.png', width: 1 });
    const changed = await interaction.editReply({ files: [file('c.txt', 'c')] });
    expect(changed.attachments.map(({ name }) => name)).toEqual(['c.txt']);

    const again = next(client, Events.InteractionCreate);
    const deferred = harness.member.run('file', {}, harness.place);
    const [second] = await again;
    if (!second.isChatInputCommand()) throw new Error('Not the command');
    await second.deferReply();
    await second.editReply({ files: [file('d.txt')] });
    expect((await deferred).message?.attachments).toMatchObject([{ filename: 'd.txt' }]);
  });

  it('are refused as Discord refuses: too many, too large, without the permission', async () => {
    const many = Array.from({ length: 11 }, (_, index) => file(`${index}.txt`));
    await expect(channel.send({ files: many })).rejects.toMatchObject({ status: 400, code: 30015 });
    await expect(channel.send({ files: many.slice(1) })).resolves.toMatchObject({
      id: expect.any(String) as string,
    });
    const large = (bytes: number): AttachmentBuilder => file('large.bin', Buffer.alloc(bytes));
    await expect(channel.send({ files: [large(10 * MIB)] })).resolves.toBeDefined();
    await expect(channel.send({ files: [large(10 * MIB + 1)] })).rejects.toMatchObject({
      status: 413,
      code: 40005,
    });
    await expect(
      channel.send({ files: [large(9 * MIB), large(9 * MIB), large(9 * MIB)] }),
    ).rejects.toMatchObject({ status: 413, code: 40005 });
    const { id } = harness.discord.createChannel({
      guildId: harness.guildId,
      name: 'texts-only',
      overwrites: [{ id: harness.guildId, kind: 'role', deny: Permission.AttachFiles }],
    });
    const texts = await client.channels.fetch(id);
    if (texts?.isSendable() !== true) throw new Error('The bot cannot write');
    await expect(texts.send({ files: [file('a.txt')] })).rejects.toMatchObject({ code: 50013 });
  });
});
