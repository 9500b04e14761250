import { type DiscordApi, NOTHING_SENT } from '../../../../../src/infra/discord/index.js';
import { DAY_MS } from '../../../../../src/kernel/clock.js';
import { CannotCheckError, NotDoneYetError } from '../../../../../src/modules/tasks/tasks.errors.js';
import { CustomVerifier } from '../../../../../src/modules/tasks/verifiers/custom/custom.verifier.js';
import { DiscordJoinVerifier } from '../../../../../src/modules/tasks/verifiers/discord_join/discord-join.verifier.js';
import { DiscordRoleVerifier } from '../../../../../src/modules/tasks/verifiers/discord_role/discord-role.verifier.js';
import type { Verifier } from '../../../../../src/modules/tasks/verifiers/verifier.port.js';
import { aMemberAction, aSnowflake, aTaskPost } from '../../../../support/builders/index.js';
import { FixedClock } from '../../../../support/fakes/index.js';

const now = new Date('2026-11-23T12:00:00Z');
const roleId = aSnowflake();
/** Checks of roles read the payload only. */
const noDiscord = {} as DiscordApi;
const checkOf =
  (verifier: Verifier) =>
  async (asks: Record<string, unknown>, action: Parameters<typeof aMemberAction>[0]) =>
    verifier.check(aTaskPost({ taskData: { asks } }), aMemberAction(action), NOTHING_SENT);

describe('being in the server', () => {
  const verifier = new DiscordJoinVerifier(noDiscord, new FixedClock(now.toISOString()));
  const check = checkOf(verifier);
  const daysAgo = (days: number): Date => new Date(now.getTime() - days * DAY_MS);

  it('is one press', () => {
    expect(verifier.pages()).toEqual([]);
  });

  it('is enough where nothing else is asked for', async () => {
    await expect(check({}, {})).resolves.toEqual({ state: 'verified' });
  });

  it('with the role is enough where one is asked for', async () => {
    await expect(check({ roleId }, { roleIds: [aSnowflake(), roleId] })).resolves.toEqual({
      state: 'verified',
    });
  });

  it('without the role is not', async () => {
    await expect(check({ roleId }, { roleIds: [aSnowflake()] })).rejects.toThrow(NotDoneYetError);
  });

  it('counts from the day that the member joined, to the second', async () => {
    const joinedAt = daysAgo(7);
    await expect(check({ days: 7 }, { joinedAt })).resolves.toEqual({ state: 'verified' });
    const later = new Date(joinedAt.getTime() + 1_000);
    await expect(check({ days: 7 }, { joinedAt: later })).rejects.toThrow(NotDoneYetError);
  });

  it('does not count for some days where Discord does not tell since when', async () => {
    await expect(check({ days: 1 }, { joinedAt: null })).rejects.toThrow(CannotCheckError);
  });

  it.each([['x'], ['-1'], ['1.5'], ['3651'], ['1e2']])('can not be asked for %s days', async (days) => {
    expect(await verifier.readAsks({ days: [days] }, aSnowflake())).toEqual({
      faults: [expect.any(Function)],
    });
  });

  it.each([
    ['', {}],
    ['0', {}],
    [' 14 ', { days: 14 }],
    ['１４', { days: 14 }],
  ])('can be asked for %j days', async (days, asks) => {
    expect(await verifier.readAsks({ days: [days] }, aSnowflake())).toEqual({ asks });
  });
});

describe('having a role', () => {
  const check = checkOf(new DiscordRoleVerifier(noDiscord));

  it('needs one of those asked for', async () => {
    const roleIds = [roleId, aSnowflake()];
    await expect(check({ roleIds }, { roleIds: [aSnowflake(), roleId] })).resolves.toEqual({
      state: 'verified',
    });
    await expect(check({ roleIds }, { roleIds: [aSnowflake()] })).rejects.toThrow(NotDoneYetError);
  });
});

it('anything a person can judge needs a proof, which waits for a moderator', async () => {
  const verifier = new CustomVerifier();
  expect(verifier.pages().flat()).toHaveLength(1);
  const verdict = await verifier.check(aTaskPost(), aMemberAction(), { ...NOTHING_SENT, proof: ['seen'] });
  expect(verdict).toEqual({ state: 'pending', proof: 'seen' });
});
