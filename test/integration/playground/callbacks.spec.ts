/** Real: HTTP, WebSockets and an unmodified discord.js client. Fake: Discord. */
import { Events, type Client } from 'discord.js';
import { type Answer } from '../../../playground/discord/client.ts';
import { Harness, next, rest } from './harness.ts';

describe('callbacks', () => {
  let harness: Harness;
  let client: Client<true>;

  beforeEach(async () => {
    harness = await Harness.start();
    client = await harness.login();
    await client.application.commands.set([{ name: 'ping', description: 'Ping' }]);
  });

  afterEach(async () => {
    await harness.stop();
  });

  /** Runs a command that the client leaves unanswered. */
  const ping = (): Promise<Answer> => harness.member.run('ping', {}, harness.place);

  it('answers 10062 after three seconds, whichever clock says so', async () => {
    const failing = ping();
    const [interaction] = await next(client, Events.InteractionCreate);
    harness.discord.clock.advance(3_000);
    expect((await failing).outcome).toBe('failed');
    if (!interaction.isChatInputCommand()) throw new Error('no command');
    await expect(interaction.reply('late')).rejects.toMatchObject({ status: 404, code: 10062 });
    expect(await callback(harness, '100000000000000000', 'x', { type: 4 })).toMatchObject({
      status: 404,
      body: { code: 10062 },
    });
  });

  it('answers 40060 to a second callback, 10015 before the first and 50027 after 15 minutes', async () => {
    const answer = ping();
    const [{ id, token }] = await next(client, Events.InteractionCreate);
    const webhook = `/webhooks/${harness.discord.applicationId}/${token}`;
    const reply = { type: 4, data: { content: 'a' } };
    expect(await rest(harness.discord, 'POST', webhook, { content: 'b' })).toMatchObject({
      status: 404,
      body: { code: 10015 },
    });
    expect((await callback(harness, id, token, reply)).status).toBe(204);
    expect(await callback(harness, id, token, reply)).toMatchObject({ status: 400, body: { code: 40060 } });
    await answer;
    harness.discord.clock.advance(15 * 60_000 + 1);
    expect(
      await rest(harness.discord, 'PATCH', `${webhook}/messages/@original`, { content: 'b' }),
    ).toMatchObject({ status: 401, body: { code: 50027 } });
    expect(harness.discord.refusals.map(({ code }) => code)).toEqual([10015, 40060, 50027]);
  });

  it.each([
    ['an update of nothing', { type: 7, data: { content: 'a' } }, ['type']],
    ['choices for a command', { type: 8, data: { choices: [] } }, ['type']],
    ['a deferral with other flags', { type: 5, data: { flags: 4 } }, ['data', 'flags']],
    [
      'an embed that is too long',
      { type: 4, data: { embeds: [{ title: 'x'.repeat(257) }] } },
      ['data', 'embeds', '0', 'title'],
    ],
  ])('refuses %s with 50035 and lets the bot try again', async (_, body, path) => {
    const answer = ping();
    const [{ id, token }] = await next(client, Events.InteractionCreate);
    const refused = await callback(harness, id, token, body);
    expect(refused).toMatchObject({ status: 400, body: { code: 50035 } });
    expect(refused.body).toHaveProperty(['errors', ...path, '_errors']);
    await callback(harness, id, token, { type: 4, data: { content: 'ok' } });
    expect((await answer).message?.content).toBe('ok');
  });

  it('pings users but no roles in a reply that does not say whom, and nobody in an ephemeral one', async () => {
    const role = harness.discord.createRole({ guildId: harness.guildId, name: 'all', mentionable: true });
    const content = `<@${harness.ownerId}> <@&${role.id}> @everyone`;
    const pinged = async (data: object): Promise<unknown[]> => {
      const answer = ping();
      const [{ id, token }] = await next(client, Events.InteractionCreate);
      await callback(harness, id, token, { type: 4, data: { content, ...data } });
      const { message } = await answer;
      return [message?.mentions.map((user) => user.id), message?.mention_roles, message?.mention_everyone];
    };
    expect(await pinged({})).toEqual([[harness.ownerId], [], false]);
    expect(await pinged({ allowed_mentions: { parse: [] } })).toEqual([[], [], false]);
    expect(await pinged({ flags: 64 })).toEqual([[], [], false]);
  });

  it('answers with_response with what Discord tells of the reply', async () => {
    const answer = ping();
    const [{ id, token }] = await next(client, Events.InteractionCreate);
    const response = await rest(
      harness.discord,
      'POST',
      `/interactions/${id}/${token}/callback?with_response=true`,
      {
        type: 4,
        data: { content: 'a', flags: 64 },
      },
    );
    expect(response.body).toMatchObject({
      interaction: { id, type: 2, response_message_ephemeral: true, response_message_loading: false },
      resource: { type: 4, message: { content: 'a', flags: 64 } },
    });
    await answer;
  });
});

function callback(harness: Harness, id: string, token: string, body: object): ReturnType<typeof rest> {
  return rest(harness.discord, 'POST', `/interactions/${id}/${token}/callback`, body);
}
