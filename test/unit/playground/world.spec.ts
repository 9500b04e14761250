import fc from 'fast-check';
import { Clock } from '../../../playground/discord/clock.ts';
import { rankOf } from '../../../playground/discord/permissions.ts';
import {
  Snowflakes,
  compareSnowflakes,
  isSnowflake,
  snowflakeTimeMs,
} from '../../../playground/discord/snowflake.ts';
import { Permission } from '../../../playground/discord/wire.ts';
import { World } from '../../../playground/discord/world.ts';

const NOW = 1_700_000_000_000;
const DAY_MS = 86_400_000;

describe('the clock', () => {
  it('runs what is due when it is moved, in order of time, and once', () => {
    const clock = new Clock(() => NOW);
    const ran: string[] = [];
    clock.schedule(3_000, () => ran.push('late'));
    clock.schedule(1_000, () => ran.push('early'));
    const cancel = clock.schedule(2_000, () => ran.push('cancelled'));
    cancel();
    clock.advance(2_999);
    expect(ran).toEqual(['early']);
    clock.advance(1);
    clock.advance(10_000);
    expect(ran).toEqual(['early', 'late']);
    expect(clock.now()).toBe(NOW + 13_000);
  });

  it('runs a task also by waiting', async () => {
    const clock = new Clock(() => NOW);
    await new Promise<void>((resolve) => {
      clock.schedule(1, resolve);
    });
    clock.stop();
  });
});

describe('snowflakes', () => {
  it('grow, carry the time and look like ids, at whatever pace and time they are made', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1_450_000_000_000, max: 3_700_000_000_000 }),
        fc.integer({ min: 2, max: 50 }),
        (time, count) => {
          const snowflakes = new Snowflakes(new Clock(() => time));
          const ids = Array.from({ length: count }, () => snowflakes.next());
          expect(ids.every(isSnowflake)).toBe(true);
          expect([...ids].sort(compareSnowflakes)).toEqual(ids);
          expect(new Set(ids).size).toBe(count);
          expect(snowflakeTimeMs(ids[0]!)).toBe(time);
        },
      ),
    );
  });

  it('are the same again with the same clock', () => {
    const make = (): string[] => {
      const snowflakes = new Snowflakes(new Clock(() => NOW));
      return Array.from({ length: 5_000 }, () => snowflakes.next());
    };
    expect(make()).toEqual(make());
    expect(new Set(make()).size).toBe(5_000);
  });
});

describe('an account', () => {
  it('is a year old unless told otherwise, as its id says, and no two have one id', () => {
    const world = new World(new Clock(() => NOW), { username: 'bot' });
    const users = Array.from({ length: 100 }, () => world.createUser({ username: 'user' }));
    expect(new Set(users.map(({ id }) => id)).size).toBe(100);
    for (const { id } of users)
      expect([isSnowflake(id), snowflakeTimeMs(id)]).toEqual([true, NOW - 365 * DAY_MS]);
    expect(snowflakeTimeMs(world.createUser({ username: 'new', ageDays: 0 }).id)).toBe(NOW);
    expect(snowflakeTimeMs(world.createUser({ username: 'newish', ageDays: 6 }).id)).toBe(NOW - 6 * DAY_MS);
  });
});

describe('permissions', () => {
  const setUp = () => {
    const world = new World(new Clock(() => NOW), { username: 'bot' });
    const owner = world.createUser({ username: 'owner' });
    const ana = world.createUser({ username: 'ana' });
    const guild = world.createGuild({ name: 'G', ownerId: owner.id });
    const helper = world.createRole(guild.id, { name: 'helper' });
    world.addMember(guild.id, ana.id, [helper.id]);
    return { world, owner, ana, guild, helper };
  };

  it('of the bot are those of an invited bot, not of an administrator', () => {
    const { world, guild } = setUp();
    const channel = world.createChannel(guild.id, { name: 'general' });
    const bits = world.permissionsIn(channel, world.bot.id);
    expect(bits & Permission.SendMessages).toBe(Permission.SendMessages);
    expect(bits & (Permission.Administrator | Permission.ManageRoles | Permission.MentionEveryone)).toBe(0n);
    world.setBotPermissions(guild.id, Permission.ManageRoles);
    expect(world.permissionsIn(channel, world.bot.id) & Permission.ManageRoles).toBe(Permission.ManageRoles);
  });

  it('follow overwrites: everyone, then roles (allow wins), then the member', () => {
    const { world, guild, ana, helper, owner } = setUp();
    const hidden = { id: guild.id, kind: 'role', deny: Permission.ViewChannel } as const;
    const forHelpers = { id: helper.id, kind: 'role', allow: Permission.ViewChannel } as const;
    const notForAna = { id: ana.id, kind: 'member', deny: Permission.SendMessages } as const;
    const secret = world.createChannel(guild.id, { name: 'secret', overwrites: [hidden] });
    const helpers = world.createChannel(guild.id, { name: 'helpers', overwrites: [hidden, forHelpers] });
    const mute = world.createChannel(guild.id, { name: 'mute', overwrites: [hidden, forHelpers, notForAna] });

    expect(world.permissionsIn(secret, ana.id)).toBe(0n);
    expect(world.canView(secret, owner.id)).toBe(true);
    expect(world.canView(helpers, ana.id)).toBe(true);
    expect(world.canView(mute, ana.id)).toBe(true);
    expect(world.permissionsIn(mute, ana.id) & (Permission.SendMessages | Permission.EmbedLinks)).toBe(0n);
  });

  it('are none for somebody who is not a member', () => {
    const { world, guild } = setUp();
    const stranger = world.createUser({ username: 'stranger' });
    expect(world.permissionsIn(world.createChannel(guild.id, { name: 'a' }), stranger.id)).toBe(0n);
  });

  it('put a new role at the bottom, below that of the bot', () => {
    const { world, guild, helper } = setUp();
    const next = world.createRole(guild.id, { name: 'next' });
    const botRank = rankOf(guild, world.member(guild, world.bot.id));
    expect([next.position, helper.position, botRank]).toEqual([1, 2, 3]);
  });

  it('rank the owner above everybody and others by their highest role', () => {
    const { world, guild, ana, owner, helper } = setUp();
    expect(rankOf(guild, world.member(guild, owner.id))).toBe(Infinity);
    expect(rankOf(guild, world.member(guild, ana.id))).toBe(helper.position);
  });
});
