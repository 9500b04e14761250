/** Real: the members' API over HTTP, discord.js as the bot. Fake: Discord. */
import {
  ApplicationCommandOptionType,
  type Client,
  Events,
  type Interaction,
  MessageFlags,
} from 'discord.js';
import { type MemberClient } from '../../../playground/discord/client.ts';
import { png } from '../../support/pictures.js';
import { Harness, next } from './harness.ts';

const upload = { type: 19, custom_id: 'files', min_values: 2, max_values: 3 };
const form = (component: object): object => ({
  custom_id: 'form',
  title: 'Form',
  components: [{ type: 18, label: 'Files', component }],
});

describe('files of members', () => {
  let harness: Harness;
  let client: Client<true>;
  let member: MemberClient;

  beforeAll(async () => {
    harness = await Harness.start();
    client = await harness.login();
    member = harness.member;
    await client.application.commands.set([
      {
        name: 'prove',
        description: 'Takes a file',
        options: [
          {
            type: ApplicationCommandOptionType.Attachment,
            name: 'proof',
            description: 'What proves it',
            required: true,
          },
          { type: ApplicationCommandOptionType.Attachment, name: 'more', description: 'More of it' },
        ],
      },
      { name: 'form', description: 'Opens a form' },
    ]);
  });
  afterAll(async () => {
    await harness.stop();
  });

  const interaction = async (): Promise<Interaction> => (await next(client, Events.InteractionCreate))[0];

  it('are sent with a message, with or without words', async () => {
    const [picture, note] = [await member.upload('a.png', png(8, 9)), await member.upload('b c.txt', 'b')];
    const message = await member.say(harness.channelId, '', [{ ...picture, description: 'A field' }, note]);
    expect(message.attachments).toMatchObject([
      { id: picture.id, filename: 'a.png', width: 8, height: 9, description: 'A field' },
      { id: note.id, filename: 'b_c.txt', title: 'b c' },
    ]);
    expect((await member.messages(harness.channelId)).at(-1)?.attachments).toEqual(message.attachments);
  });

  it('are refused: of others, unknown, too many, none at all, too large', async () => {
    const other = harness.newMember('bo');
    const foreign = await other.upload('a.txt', 'a');
    await expect(member.say(harness.channelId, 'a', [foreign])).rejects.toMatchObject({ code: 50035 });
    await expect(member.say(harness.channelId, 'a', [{ id: '1' }])).rejects.toMatchObject({ code: 50035 });
    await expect(member.say(harness.channelId, '', [])).rejects.toMatchObject({ code: 50006 });
    const many = await Promise.all(Array.from({ length: 11 }, () => member.upload('a.txt', 'a')));
    await expect(member.say(harness.channelId, '', many)).rejects.toMatchObject({ code: 30015 });
    await expect(member.upload('a.bin', new Uint8Array(10 * 1024 * 1024 + 1))).rejects.toMatchObject({
      status: 413,
      code: 40005,
    });
    const nobody = await fetch(`${harness.discord.url}/local/files`, {
      method: 'POST',
      body: new FormData(),
    });
    expect(nobody.status).toBe(401);
  });

  it('are options of a command, which the bot can read', async () => {
    const { id } = await member.upload('proof.txt', 'it is so');
    const asked = interaction();
    const answer = member.run('prove', { proof: id }, harness.place);
    const command = await asked;
    if (!command.isChatInputCommand()) throw new Error('Not the command');
    const proof = command.options.getAttachment('proof', true);
    expect(proof).toMatchObject({ id, name: 'proof.txt', size: 8, ephemeral: true });
    expect(command.options.getAttachment('more')).toBeNull();
    await command.reply({ content: await (await fetch(proof.url)).text(), flags: MessageFlags.Ephemeral });
    expect((await answer).message?.content).toBe('it is so');
  });

  it.each([
    ['a file that nobody sent', { proof: '123456789012345678' }],
    ['a name instead of a file', { proof: 'proof.txt' }],
    ['a number', { proof: 5 }],
    ['no file', {}],
  ])('%s is no option of a command', async (_, options) => {
    await expect(member.run('prove', options, harness.place)).rejects.toMatchObject({ status: 400 });
  });

  const openForm = async (component: object): Promise<Awaited<ReturnType<MemberClient['run']>>> => {
    const asked = interaction();
    const answer = member.run('form', {}, harness.place);
    const command = await asked;
    if (!command.isChatInputCommand()) throw new Error('Not the command');
    await command.showModal(form(component) as never);
    return answer;
  };

  it('are fields of a form, as many as it takes', async () => {
    const { modal } = await openForm(upload);
    const files = await Promise.all(
      ['a.txt', 'b.txt', 'c.txt', 'd.txt'].map((name) => member.upload(name, name)),
    );
    const ids = files.map(({ id }) => id);
    for (const wrong of [[], ids.slice(0, 1), ids, [ids[0]!, ids[0]!], ['1', '2']])
      await expect(member.submit(modal, { files: wrong })).rejects.toMatchObject({ status: 400 });
    const asked = interaction();
    const answer = member.submit(modal, { files: ids.slice(1) });
    const submit = await asked;
    if (!submit.isModalSubmit()) throw new Error('Not the form');
    const taken = submit.fields.getUploadedFiles('files', true);
    expect(taken.map(({ name }) => name)).toEqual(['b.txt', 'c.txt', 'd.txt']);
    await submit.reply('Thanks');
    expect((await answer).message?.content).toBe('Thanks');
  });

  it('may be left out of a form that does not need them', async () => {
    const { modal } = await openForm({ ...upload, required: false });
    const asked = interaction();
    const answer = member.submit(modal, {});
    const submit = await asked;
    if (!submit.isModalSubmit()) throw new Error('Not the form');
    expect(submit.fields.getUploadedFiles('files')?.size ?? 0).toBe(0);
    await submit.reply('Thanks');
    await answer;
  });

  it.each([
    [{ min_values: 11 }],
    [{ max_values: 11 }],
    [{ max_values: 0 }],
    [{ min_values: 3, max_values: 2 }],
  ])('a form with %j is refused', async (counts) => {
    const asked = interaction();
    const answer = member.run('form', {}, harness.place);
    const command = await asked;
    if (!command.isChatInputCommand()) throw new Error('Not the command');
    await expect(command.showModal(form({ ...upload, ...counts }) as never)).rejects.toMatchObject({
      code: 50035,
    });
    await command.reply('No form');
    await answer;
  });
});
