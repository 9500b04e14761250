import { Client, Guild, type GuildChannel, PermissionsBitField } from 'discord.js';
import fc from 'fast-check';
import { guildStateOf } from '../../../../src/infra/discord/guild-state.js';
import type { GuildState } from '../../../../src/infra/discord/index.js';
import { hintsOf, openChannels, problemsOf } from '../../../../src/modules/servers/doctor/doctor.rules.js';
import {
  botPermissionsIn,
  PERMISSION_BITS,
} from '../../../../src/modules/servers/doctor/permissions.rules.js';
import { aServerMapping, aSnowflake } from '../../../support/builders/index.js';

const bits = PERMISSION_BITS;
const [guildId, botId, ownerId, channelId] = [aSnowflake(), aSnowflake(), aSnowflake(), aSnowflake()];
const roleIds = [aSnowflake(), aSnowflake(), aSnowflake()] as const;
const [botRoleId, helpersId, strangersId] = roleIds;
const config = (given: object = {}) => ({ ...aServerMapping().botConfig, ...given });

interface Wire {
  readonly permissions: readonly bigint[];
  readonly overwrites: readonly { id: string; type: 0 | 1; allow: bigint; deny: bigint }[];
  readonly held: readonly string[];
}

/** A server as it stands on the wire: @everyone and three roles, one channel. */
function onTheWire({ permissions, overwrites, held }: Wire) {
  const role = (id: string, position: number) => ({
    id,
    name: `role ${String(position)}`,
    position,
    permissions: String(permissions[position] ?? 0n),
    managed: false,
    mentionable: false,
    hoist: false,
    color: 0,
    colors: { primary_color: 0, secondary_color: null, tertiary_color: null },
    flags: 0,
  });
  const guild = {
    id: guildId,
    name: 'Sky Cats',
    icon: null,
    owner_id: ownerId,
    preferred_locale: 'en-US',
    features: [],
    premium_tier: 0,
    roles: [guildId, ...roleIds].map(role),
  };
  const channel = {
    id: channelId,
    type: 0,
    name: 'tasks',
    guild_id: guildId,
    position: 0,
    permission_overwrites: overwrites.map(({ allow, deny, ...one }) => ({
      ...one,
      allow: String(allow),
      deny: String(deny),
    })),
  };
  const member = { user: { id: botId, username: 'bot', discriminator: '0' }, roles: [...held] };
  return {
    guild: guild as never,
    channels: [channel] as never,
    member: member as never,
    raw: { guild, channel, member },
  };
}

function stateOf(wire: Partial<Wire>): GuildState {
  const whole = { permissions: [], overwrites: [], held: [], ...wire };
  const { guild, channels, member } = onTheWire(whole);
  return guildStateOf(guild, channels, member);
}

const CAN_WORK = bits.viewChannel | bits.sendMessages | bits.readMessageHistory;

describe('what the bot may do in a channel', () => {
  const client = new Client({ intents: [] });
  const someBits = fc
    .constantFrom(0n, ...Object.values(bits))
    .chain((a) => fc.constantFrom(0n, ...Object.values(bits)).map((b) => a | b));
  const overwrite = fc.record({
    id: fc.constantFrom(guildId, botId, ...roleIds, aSnowflake()),
    // Discord gives nobody Administrator in a single channel.
    allow: someBits.map((some) => some & ~bits.administrator),
    deny: someBits,
  });
  const wires = fc.record({
    permissions: fc.array(someBits, { minLength: 4, maxLength: 4 }),
    overwrites: fc
      .uniqueArray(overwrite, { maxLength: 5, selector: ({ id }) => id })
      .map((all) => all.map((one) => ({ ...one, type: one.id === botId ? (1 as const) : (0 as const) }))),
    held: fc.subarray([...roleIds]),
  });

  it('is what discord.js computes, whatever roles and overwrites there are', () => {
    fc.assert(
      fc.property(wires, (wire) => {
        const { guild, channel, member } = onTheWire(wire).raw;
        const raw = { ...guild, channels: [channel], members: [member], unavailable: false };
        const theirs = Reflect.construct(Guild, [client, raw]) as Guild;
        const posted = theirs.channels.cache.get(channelId) as GuildChannel;
        const computed = posted.permissionsFor(theirs.members.cache.get(botId)!);
        const state = stateOf(wire);
        const ours = botPermissionsIn(state, state.channels[0]!);
        const isAll = (ours & bits.administrator) !== 0n;
        expect(isAll ? PermissionsBitField.All : ours).toBe(computed.bitfield);
      }),
      { numRuns: 500 },
    );
  });
});

describe('problems', () => {
  it('there are none where the bot can do what it is set up for', () => {
    const state = stateOf({ permissions: [CAN_WORK] });
    const set = config({ defaultChannel: channelId, logChannel: channelId });
    expect(problemsOf(state, set)).toEqual([]);
    expect(openChannels(state, set)).toEqual([{ channelId, fields: ['defaultChannel', 'logChannel'] }]);
  });

  it('are told once for a channel that is used for several things, with all that is missing', () => {
    const state = stateOf({ permissions: [bits.viewChannel] });
    const set = config({ defaultChannel: channelId, announcementChannel: channelId });
    const fields = ['defaultChannel', 'announcementChannel'];
    const missing = ['sendMessages', 'readMessageHistory', 'embedLinks', 'attachFiles'];
    expect(problemsOf(state, set)).toEqual([{ kind: 'channel-closed', fields, channelId, missing }]);
    expect(openChannels(state, set)).toEqual([]);
  });

  it('are a channel and roles that are gone, and a channel that is no place to post', () => {
    const state = stateOf({ permissions: [CAN_WORK] });
    const voice = { ...state, channels: [{ ...state.channels[0]!, type: 2 }] };
    const goneId = aSnowflake();
    const allowedRoles = [{ roleId: aSnowflake(), permissions: ['tasks.create' as const] }];
    const set = config({ defaultChannel: goneId, logChannel: channelId, allowedRoles });
    expect(problemsOf(voice, set)).toEqual([
      { kind: 'channel-gone', fields: ['defaultChannel'], channelId: goneId },
      { kind: 'channel-kind', fields: ['logChannel'], channelId },
      { kind: 'roles-gone', roleIds: [allowedRoles[0]!.roleId] },
    ]);
  });

  it('are roles to be given that stand at or above the bot’s highest, or that it may not give at all', () => {
    const held = [helpersId];
    const powerless = stateOf({ held });
    expect(problemsOf(powerless, config(), [botRoleId])).toEqual([{ kind: 'roles-not-managed' }]);
    const state = stateOf({ held, permissions: [bits.manageRoles] });
    expect(problemsOf(state, config(), [botRoleId])).toEqual([]);
    expect(problemsOf(state, config(), [...roleIds])).toEqual([
      { kind: 'role-order', roleIds: [helpersId, strangersId] },
    ]);
  });
});

describe('who sees the commands', () => {
  const taskId = aSnowflake();
  const allowedRoles = [{ roleId: helpersId, permissions: ['tasks.review' as const] }];
  const set = config({ defaultChannel: channelId, allowedRoles });
  const facts = (...roles: { roleId: string; isAllowed: boolean }[]) => ({
    ids: new Map([['task', taskId]]),
    access: [{ id: taskId, roles }],
  });
  const hidden = [{ kind: 'commands-hidden', roleIds: [helpersId], commands: ['task'] }];

  it.each([
    ['nothing was said', facts(), hidden],
    ['the role was let in', facts({ roleId: helpersId, isAllowed: true }), []],
    ['everybody was let in', facts({ roleId: guildId, isAllowed: true }), []],
    [
      'everybody was let in but the role',
      facts({ roleId: guildId, isAllowed: true }, { roleId: helpersId, isAllowed: false }),
      hidden,
    ],
    [
      'only the application was opened',
      {
        ids: new Map([['task', taskId]]),
        access: [{ id: botId, roles: [{ roleId: helpersId, isAllowed: true }] }],
      },
      hidden,
    ],
    ['Discord did not say', null, [{ kind: 'commands-unknown' }]],
  ])('where %s', (_, known, expected) => {
    expect(hintsOf(stateOf({}), set, known)).toEqual(expected);
  });

  it('a role with Manage Server always does, by itself or as everybody has it', () => {
    for (const permissions of [[0n, 0n, bits.manageServer], [bits.administrator]])
      expect(hintsOf(stateOf({ permissions }), set, facts())).toEqual([]);
  });
});
