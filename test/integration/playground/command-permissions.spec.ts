/** Real: HTTP, WebSocket and an unmodified discord.js client. Fake: Discord. */
import { createHash } from 'node:crypto';
import { type Client, PermissionFlagsBits } from 'discord.js';
import type { MemberClient } from '../../../playground/discord/client.ts';
import { PermissionTarget } from '../../../playground/discord/wire.ts';
import { Harness, nextDispatch, rest } from './harness.ts';

const { Role: ROLE, User: USER, Channel: CHANNEL } = PermissionTarget;

describe('who may use commands in a server', () => {
  let harness: Harness;
  let client: Client<true>;
  let owner: MemberClient;
  let member: MemberClient;
  let helper: MemberClient;
  let roleId: string;
  let otherChannelId: string;

  beforeAll(async () => {
    harness = await Harness.start({ redirectUris: ['http://127.0.0.1:4000/callback'] });
    client = await harness.login();
    await client.application.commands.set([
      {
        name: 'task',
        description: 'For managers',
        defaultMemberPermissions: PermissionFlagsBits.ManageGuild,
      },
      { name: 'points', description: 'For everybody' },
    ]);
    const { discord, guildId } = harness;
    owner = harness.as(harness.ownerId);
    member = harness.member;
    helper = harness.newMember('helper');
    roleId = discord.createRole({ guildId, name: 'Helpers' }).id;
    discord.updateMember({ guildId, userId: helper.userId, roles: [roleId] });
    otherChannelId = discord.createChannel({ guildId, name: 'other' }).id;
  });
  afterAll(() => harness.stop());
  afterEach(() => {
    for (const { id } of harness.discord.permissions.list(harness.guildId))
      harness.discord.permissions.set(harness.guildId, id, []);
  });

  const names = async (person: MemberClient, channelId = harness.channelId): Promise<string[]> =>
    (await person.commands({ channelId })).map(({ name }) => name);
  const everyone = (permission: boolean) => ({ id: harness.guildId, type: ROLE, permission });
  const allChannels = (permission: boolean) => ({
    id: (BigInt(harness.guildId) - 1n).toString(),
    type: CHANNEL,
    permission,
  });
  const path = (id?: string): string =>
    `/applications/${harness.discord.applicationId}/guilds/${harness.guildId}/commands${id === undefined ? '' : `/${id}`}/permissions`;
  const idOf = (name: string): string =>
    harness.discord.commands.list(null).find((command) => command.name === name)!.id;

  it('opens a command of managers to a role, and runs it', async () => {
    expect(await names(helper)).toEqual(['points']);
    await expect(helper.run('task', {}, harness.place)).rejects.toMatchObject({ status: 404 });
    await owner.setCommandPermissions(harness.guildId, 'task', [
      { id: roleId, type: ROLE, permission: true },
    ]);
    expect(await names(helper)).toEqual(['task', 'points']);
    expect(await names(member)).toEqual(['points']);
  });

  it('lets the line of a member go before those of roles, and these before @everyone', async () => {
    harness.discord.setCommandPermissions(harness.guildId, 'points', [
      everyone(false),
      { id: roleId, type: ROLE, permission: true },
    ]);
    expect([await names(helper), await names(member)]).toEqual([['points'], []]);
    harness.discord.setCommandPermissions(harness.guildId, 'points', [
      { id: roleId, type: ROLE, permission: true },
      { id: helper.userId, type: USER, permission: false },
    ]);
    expect([await names(helper), await names(member)]).toEqual([[], ['points']]);
    expect(await names(owner)).toEqual(['task', 'points']);
  });

  it('lets what is set for a command go before what is set for the application', async () => {
    harness.discord.setCommandPermissions(harness.guildId, null, [everyone(false)]);
    expect(await names(member)).toEqual([]);
    harness.discord.setCommandPermissions(harness.guildId, 'points', [everyone(true)]);
    expect(await names(member)).toEqual(['points']);
  });

  it('does not open commands of managers by letting a role to the application', async () => {
    harness.discord.setCommandPermissions(harness.guildId, null, [
      { id: roleId, type: ROLE, permission: true },
    ]);
    expect(await names(helper)).toEqual(['points']);
  });

  it('keeps commands to channels', async () => {
    harness.discord.setCommandPermissions(harness.guildId, null, [
      allChannels(false),
      { id: otherChannelId, type: CHANNEL, permission: true },
    ]);
    expect([await names(member), await names(member, otherChannelId)]).toEqual([[], ['points']]);
    harness.discord.setCommandPermissions(harness.guildId, 'points', [
      { id: harness.channelId, type: CHANNEL, permission: true },
      { id: otherChannelId, type: CHANNEL, permission: false },
    ]);
    expect([await names(member), await names(member, otherChannelId)]).toEqual([['points'], []]);
  });

  it('tells the bot what is set, when it is set and when it asks', async () => {
    const told = nextDispatch(
      client,
      'APPLICATION_COMMAND_PERMISSIONS_UPDATE',
      ({ id }) => id === idOf('task'),
    );
    const permissions = [{ id: roleId, type: ROLE, permission: true }];
    harness.discord.setCommandPermissions(harness.guildId, 'task', permissions);
    const expected = {
      id: idOf('task'),
      application_id: harness.discord.applicationId,
      guild_id: harness.guildId,
      permissions,
    };
    expect(await told).toEqual(expected);
    expect((await rest(harness.discord, 'GET', path())).body).toEqual([expected]);
    expect((await rest(harness.discord, 'GET', path(idOf('task')))).body).toEqual(expected);
    expect((await rest(harness.discord, 'GET', path(idOf('points')))).body).toMatchObject({ code: 10066 });
    expect((await rest(harness.discord, 'GET', path('100000000000000000'))).body).toMatchObject({
      code: 10063,
    });
  });

  it('lets neither the bot nor a member without the right change it', async () => {
    const body = { permissions: [everyone(true)] };
    expect(await rest(harness.discord, 'PUT', path(idOf('task')), body)).toMatchObject({
      status: 403,
      body: { code: 20001 },
    });
    await expect(
      helper.setCommandPermissions(harness.guildId, 'task', [everyone(true)]),
    ).rejects.toMatchObject({ code: 50013 });
    expect(await names(member)).toEqual(['points']);
  });

  it('takes it from a person by way of OAuth2, with the scope and the rights', async () => {
    const scope = 'applications.commands.permissions.update';
    const put = async (person: MemberClient): Promise<number> => {
      const response = await fetch(`${harness.discord.apiBaseUrl}/v10${path(idOf('task'))}`, {
        method: 'PUT',
        headers: {
          Authorization: `Bearer ${await tokenOf(person, scope)}`,
          'Content-Type': 'application/json',
        },
        body: JSON.stringify({ permissions: [{ id: roleId, type: ROLE, permission: true }] }),
      });
      return response.status;
    };
    expect(await put(helper)).toBe(403);
    expect(await put(owner)).toBe(200);
    expect(await names(helper)).toEqual(['task', 'points']);
  });

  it.each([
    ['a type that is none', [{ id: '100000000000000000', type: 4, permission: true }]],
    ['an id that is none', [{ id: 'everyone', type: 1, permission: true }]],
    ['no decision', [{ id: '100000000000000000', type: 1 }]],
    [
      '101 lines',
      Array.from({ length: 101 }, () => ({ id: '100000000000000000', type: 1, permission: true })),
    ],
    ['no list', 'all'],
  ])('refuses %s', async (_, permissions) => {
    await expect(
      owner.setCommandPermissions(harness.guildId, 'task', permissions as never),
    ).rejects.toMatchObject({ code: 50035 });
  });

  it('forgets a role and a channel that are gone', () => {
    const { discord, guildId } = harness;
    const gone = discord.createRole({ guildId, name: 'Gone' }).id;
    const channel = discord.createChannel({ guildId, name: 'gone' }).id;
    discord.setCommandPermissions(guildId, 'task', [
      { id: gone, type: ROLE, permission: true },
      { id: channel, type: CHANNEL, permission: true },
      everyone(true),
    ]);
    discord.deleteRole(guildId, gone);
    discord.deleteChannel(channel);
    expect(discord.permissions.list(guildId).map(({ permissions }) => permissions)).toEqual([
      [everyone(true)],
    ]);
  });

  async function tokenOf(person: MemberClient, scope: string): Promise<string> {
    const verifier = 'v'.repeat(43);
    const query = new URLSearchParams({
      client_id: harness.discord.applicationId,
      redirect_uri: 'http://127.0.0.1:4000/callback',
      response_type: 'code',
      scope,
      code_challenge: createHash('sha256').update(verifier).digest('base64url'),
      code_challenge_method: 'S256',
    });
    const location = await person.authorize(`${harness.discord.url}/oauth2/authorize?${query.toString()}`);
    const response = await fetch(`${harness.discord.apiBaseUrl}/oauth2/token`, {
      method: 'POST',
      body: new URLSearchParams({
        client_id: harness.discord.applicationId,
        client_secret: harness.discord.clientSecret,
        grant_type: 'authorization_code',
        code: new URL(location).searchParams.get('code')!,
        redirect_uri: 'http://127.0.0.1:4000/callback',
        code_verifier: verifier,
      }),
    });
    return ((await response.json()) as { access_token: string }).access_token;
  }
});
