import type { ExecutionContext } from '@nestjs/common';
import { Collection, PermissionFlagsBits, PermissionsBitField } from 'discord.js';
import { ManagerOnlyError, ServerOnlyError } from '../../../../src/infra/discord/guards/access-errors.js';
import { GuildOnlyGuard, ManagerGuard } from '../../../../src/infra/discord/index.js';
import { actionOf, personOf } from '../../../../src/infra/discord/member-action.js';
import { typedIn } from '../../../../src/infra/discord/typed-in.js';
import { aSnowflake } from '../../../support/builders/index.js';

const contextOf = (interaction: object) =>
  ({ getArgByIndex: () => [interaction] }) as unknown as ExecutionContext;
const inGuild = () => ({ guildId: aSnowflake(), channelId: aSnowflake(), member: {} });

describe('the guard of server commands', () => {
  const guard = new GuildOnlyGuard();

  it('lets a member in a server pass', () => {
    expect(guard.canActivate(contextOf(inGuild()))).toBe(true);
  });

  it.each([
    ['a direct message', { guildId: null }],
    ['no member', { member: null }],
    ['no channel', { channelId: null }],
    ['a guild id of letters', { guildId: 'guild' }],
    ['an operator for a guild', { guildId: { $ne: null } }],
  ])('refuses %s', (_, change) => {
    expect(() => guard.canActivate(contextOf({ ...inGuild(), ...change }))).toThrow(ServerOnlyError);
  });
});

describe('the guard of managers', () => {
  const guard = new ManagerGuard();
  const withPermissions = (bits: bigint) => contextOf({ memberPermissions: new PermissionsBitField(bits) });

  it.each([PermissionFlagsBits.ManageGuild, PermissionFlagsBits.Administrator])('lets %s pass', (bits) => {
    expect(guard.canActivate(withPermissions(bits))).toBe(true);
  });

  it('refuses every other permission, and none', () => {
    expect(() =>
      guard.canActivate(
        withPermissions(PermissionFlagsBits.ManageMessages | PermissionFlagsBits.ManageRoles),
      ),
    ).toThrow(ManagerOnlyError);
    expect(() => guard.canActivate(contextOf({ memberPermissions: null }))).toThrow(ManagerOnlyError);
  });
});

describe('what a member does', () => {
  const user = { id: aSnowflake(), username: 'cleo', globalName: null, bot: false };
  const interaction = {
    id: aSnowflake(),
    guildId: aSnowflake(),
    channelId: aSnowflake(),
    guildLocale: 'de',
    user,
    member: { roles: ['1', '2'], pending: true, joined_at: '2026-02-03T04:05:06.000000+00:00' },
  };

  it('is read from the payload as HTTP gives it', () => {
    expect(actionOf(interaction as never)).toEqual({
      interactionId: interaction.id,
      guildId: interaction.guildId,
      channelId: interaction.channelId,
      discordId: user.id,
      username: 'cleo',
      isBot: false,
      roleIds: ['1', '2'],
      isPending: true,
      joinedAt: new Date('2026-02-03T04:05:06Z'),
      isBooster: false,
      guildLocale: 'de',
    });
  });

  it('is read from the payload as the gateway gives it', () => {
    const joinedAt = new Date('2026-02-03T04:05:06Z');
    const member = { roles: { cache: new Collection([['7', {}]]) }, pending: null, joinedAt };
    const named = { ...user, globalName: 'Cleo' };
    expect(actionOf({ ...interaction, member, user: named } as never)).toMatchObject({
      roleIds: ['7'],
      isPending: false,
      joinedAt,
      username: 'Cleo',
    });
  });

  it.each([undefined, null, 'yesterday'])('joined at no known time where Discord says %p', (joined_at) => {
    const member = { ...interaction.member, joined_at };
    expect(actionOf({ ...interaction, member } as never).joinedAt).toBeNull();
  });

  it('never lacks its guild', () => {
    expect(() => actionOf({ ...interaction, guildId: null } as never)).toThrow(TypeError);
  });
});

describe('what was typed into a form', () => {
  const submitted = (field?: object) =>
    ({ fields: { fields: new Collection(field ? [['title', field]] : []) } }) as never;

  it('is the text of the field', () => {
    expect(typedIn(submitted({ value: 'Hi' }), 'title')).toBe('Hi');
  });

  it.each([
    ['the field is missing', undefined],
    ['it is no text field', { values: ['a'] }],
    ['it holds no text', { value: { $ne: null } }],
  ])('is nothing when %s', (_, field) => {
    expect(typedIn(submitted(field), 'title')).toBe('');
  });
});

describe('who did it', () => {
  const id = aSnowflake();
  const inDirectMessages = {
    id: aSnowflake(),
    user: { id, username: 'cleo', globalName: null, bot: false },
    guildId: null,
    channelId: aSnowflake(),
    locale: 'de',
    guildLocale: null,
    member: null,
  };

  it('is known in direct messages too, where there is neither server nor member', () => {
    expect(personOf(inDirectMessages as never)).toEqual({
      interactionId: inDirectMessages.id,
      discordId: id,
      username: 'cleo',
      guildId: null,
      channelId: inDirectMessages.channelId,
      locale: 'de',
      guildLocale: null,
    });
  });
});
