// Fake: where points, tiers and wallets come from.
import type { Applicant, Finding } from '../../../../src/modules/requirements/index.js';
import {
  RequirementKind,
  RequirementKinds,
  RequirementsNotMetError,
  RequirementsService,
} from '../../../../src/modules/requirements/index.js';
import { AccountAgeKind, TimeOnServerKind } from '../../../../src/modules/requirements/kinds/ages.kind.js';
import { PointsKind } from '../../../../src/modules/requirements/kinds/points.kind.js';
import {
  AllRolesKind,
  AnyRoleKind,
  NoRoleKind,
} from '../../../../src/modules/requirements/kinds/roles.kind.js';
import { TierKind } from '../../../../src/modules/requirements/kinds/tier.kind.js';
import { WalletKind } from '../../../../src/modules/requirements/kinds/wallet.kind.js';
import { textsOf } from '../../../../src/locales/index.js';
import { DAY_MS } from '../../../../src/kernel/clock.js';
import { z } from 'zod';
import { aMemberAction, aSnowflake, aSnowflakeAt } from '../../../support/builders/index.js';
import { FixedClock, silenceLogs } from '../../../support/fakes/index.js';

const clock = new FixedClock();
const daysAgo = (days: number): Date => new Date(clock.now().getTime() - days * DAY_MS);
const stamp = (at: Date): string => `<t:${String(Math.ceil(at.getTime() / 1000))}:f>`;
const [a, b, c] = [aSnowflake(), aSnowflake(), aSnowflake()];

const points = {
  balanceIn: (communityId: string) => Promise.resolve({ points: communityId === 'ours' ? 120 : 0 }),
  earnedByCommunity: () => Promise.resolve(new Map([['ours', 900]])),
};
const tiers = [
  { name: 'Silver', minPoints: 500 },
  { name: '*Gold*', minPoints: 1_000 },
];
const platform = {
  findCommunity: (communityId: string) => Promise.resolve(communityId === 'ours' ? { tiers } : null),
};
let proven: { chain: string; address: string }[] = [];
const wallets = { provenOf: () => Promise.resolve(proven) };

const kinds = new RequirementKinds();
kinds.register(
  new AllRolesKind(),
  new AnyRoleKind(),
  new NoRoleKind(),
  new AccountAgeKind(clock),
  new TimeOnServerKind(clock),
  new PointsKind(points as never),
  new TierKind(points as never, platform as never),
  new WalletKind(wallets as never),
);
const service = new RequirementsService(kinds);
const texts = textsOf('en-US');

/** How one requirement is judged, as English readers see it. */
async function judged(kind: string, asks: Record<string, unknown>, given: object = {}) {
  const [state] = await service.evaluate(aMemberAction(given), [{ kind, asks }], 'ours');
  const { isMet, required, current, reason } = state!;
  return [isMet, required(texts), current?.(texts) ?? null, reason?.(texts) ?? null];
}

describe('roles', () => {
  const [A, B] = [`<@&${a}>`, `<@&${b}>`];
  const two = { roleIds: [a, b] };

  it.each([
    ['role_all', { roleIds: [a] }, [a], [true, `The role ${A}`, A, null]],
    ['role_all', two, [c, b, a], [true, `All of the roles ${A}, ${B}`, `${A}, ${B}`, null]],
    ['role_all', two, [a], [false, `All of the roles ${A}, ${B}`, A, `you don't have ${B}.`]],
    [
      'role_all',
      two,
      [],
      [false, `All of the roles ${A}, ${B}`, 'none of them', `you don't have ${A}, ${B}.`],
    ],
    ['role_any', two, [b], [true, `One of the roles ${A}, ${B}`, B, null]],
    ['role_any', two, [c], [false, `One of the roles ${A}, ${B}`, 'none of them', 'you have none of them.']],
    ['role_none', two, [c], [true, `None of the roles ${A}, ${B}`, 'none of them', null]],
    ['role_none', two, [a], [false, `None of the roles ${A}, ${B}`, A, `you have ${A}.`]],
    ['role_none', { roleIds: [b] }, [b], [false, `Not the role ${B}`, B, `you have ${B}.`]],
  ])('%s %j of a member with %j', async (kind, asks, roleIds, expected) => {
    expect(await judged(kind, asks, { roleIds })).toEqual(expected);
  });
});

describe('time', () => {
  it('counts since the account was made, to the moment', async () => {
    const required = 'A Discord account that is at least 30 days old';
    const old = { discordId: aSnowflakeAt(daysAgo(30)) };
    expect(await judged('account_age', { days: 30 }, old)).toEqual([true, required, '30 days', null]);
    const madeAt = new Date(daysAgo(30).getTime() + 1);
    expect(await judged('account_age', { days: 30 }, { discordId: aSnowflakeAt(madeAt) })).toEqual([
      false,
      required,
      '29 days',
      `it is 29 days now, and enough from ${stamp(new Date(madeAt.getTime() + 30 * DAY_MS))} on.`,
    ]);
  });

  it('counts since the member joined', async () => {
    const required = 'In this server for at least 1 day';
    expect(await judged('time_on_server', { days: 1 }, { joinedAt: daysAgo(1) })).toEqual([
      true,
      required,
      '1 day',
      null,
    ]);
    const joinedAt = new Date(clock.now().getTime() + 5_000);
    expect(await judged('time_on_server', { days: 1 }, { joinedAt })).toEqual([
      false,
      required,
      '0 days',
      `it is 0 days now, and enough from ${stamp(new Date(joinedAt.getTime() + DAY_MS))} on.`,
    ]);
  });

  it('refuses where Discord does not say when the member joined', async () => {
    expect(await judged('time_on_server', { days: 1 }, { joinedAt: null })).toEqual([
      false,
      'In this server for at least 1 day',
      null,
      'this could not be checked just now. Please try again in a moment.',
    ]);
  });
});

describe('points and tiers', () => {
  it.each([
    ['points', { points: 120 }, [true, 'At least 120 points in this community', '120 points', null]],
    [
      'points',
      { points: 121 },
      [false, 'At least 121 points in this community', '120 points', 'you have 120 points.'],
    ],
    ['tier', { tier: 'Silver' }, [true, 'The tier Silver of this community', '900 points', null]],
    [
      'tier',
      { tier: '*Gold*' },
      [
        false,
        'The tier \\*Gold\\* of this community',
        '900 points',
        'it takes 1,000 points ever earned, and you have earned 900 points.',
      ],
    ],
    [
      'tier',
      { tier: 'Gone' },
      [
        false,
        'The tier Gone of this community',
        null,
        'the community has no such tier any more. Tell a moderator.',
      ],
    ],
  ])('%s %j', async (kind, asks, expected) => {
    expect(await judged(kind, asks)).toEqual(expected);
  });
});

describe('wallets', () => {
  const none = 'you have none yet. `/account wallet` links one.';

  it.each([
    ['any', [], [false, 'A wallet that you have proven', '0 wallets', none]],
    ['any', ['solana'], [true, 'A wallet that you have proven', '1 wallet', null]],
    ['solana', ['eip155'], [false, 'A wallet of Solana that you have proven', '0 wallets', none]],
    [
      'eip155',
      ['solana', 'eip155', 'eip155'],
      [true, 'A wallet of Ethereum or another EVM chain that you have proven', '2 wallets', null],
    ],
  ])('%s of a member with %j', async (chain, has, expected) => {
    proven = has.map((family) => ({ chain: family, address: 'x' }));
    expect(await judged('wallet', { chain })).toEqual(expected);
  });
});

describe('what can not be checked is not met', () => {
  silenceLogs();
  const unknown = [
    false,
    'Something that this version of the bot does not know',
    null,
    'this could not be checked. Tell a moderator.',
  ];
  const tryAgain = 'this could not be checked just now. Please try again in a moment.';

  it.each([
    ['role_most', { roleIds: [a] }],
    ['__proto__', {}],
    ['constructor', {}],
    ['role_all', { roleIds: [] }],
    ['role_all', { roleIds: [a], but: [b] }],
    ['role_all', { roleIds: ['everyone'] }],
    ['role_none', {}],
    ['account_age', { days: 0 }],
    ['account_age', { days: '30' }],
    ['account_age', { days: 1.5 }],
    ['points', { points: -1 }],
    ['points', { points: { $gt: 0 } }],
    ['wallet', { chain: 'bitcoin' }],
  ])('of another version: %s %j', async (kind, asks) => {
    expect(await judged(kind, asks)).toEqual(unknown);
  });

  class Odd extends RequirementKind {
    readonly kind = 'odd';
    readonly name = () => 'Odd';
    readonly asks = z.unknown();
    constructor(private readonly answer: () => Promise<Finding>) {
      super();
    }
    override fields = () => [];
    override readAsks = () => ({ faults: [] });
    override describe = () => () => 'Odd';
    override evaluate = (_: unknown, applicant: Applicant): Promise<Finding> => {
      expect(applicant.communityId).toBe('ours');
      return this.answer();
    };
  }

  it('where a kind fails, the others are judged all the same', async () => {
    const odd = new RequirementKinds();
    odd.register(new Odd(() => Promise.reject(new Error('mongodb://user:secret@host'))), new NoRoleKind());
    const requirements = [
      { kind: 'odd', asks: {} },
      { kind: 'role_none', asks: { roleIds: [a] } },
    ];
    const states = await new RequirementsService(odd).evaluate(aMemberAction(), requirements, 'ours');
    expect(states.map(({ isMet, reason }) => [isMet, reason?.(texts) ?? null])).toEqual([
      [false, tryAgain],
      [true, null],
    ]);
  });

  it('where a kind does not answer in time', async () => {
    jest.useFakeTimers();
    try {
      const odd = new RequirementKinds();
      odd.register(new Odd(() => new Promise(() => undefined)));
      const answer = new RequirementsService(odd).evaluate(
        aMemberAction(),
        [{ kind: 'odd', asks: {} }],
        'ours',
      );
      await jest.advanceTimersByTimeAsync(2_000);
      expect((await answer).map(({ reason }) => reason?.(texts))).toEqual([tryAgain]);
    } finally {
      jest.useRealTimers();
    }
  });

  it('two kinds of one name are a fault of ours', () => {
    expect(() => {
      kinds.register(new NoRoleKind());
    }).toThrow(TypeError);
  });
});

describe('a member who does not meet everything', () => {
  const requirements = [
    { kind: 'role_all', asks: { roleIds: [a] } },
    { kind: 'points', asks: { points: 500 } },
    { kind: 'role_none', asks: { roleIds: [b] } },
  ];

  it('reads everything that is missing, and only that, in their language', async () => {
    const refusal: unknown = await service
      .assertMet(aMemberAction(), requirements, 'ours')
      .catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(RequirementsNotMetError);
    const words = (locale: string) => (refusal as RequirementsNotMetError).publicText(textsOf(locale));
    expect(words('en-US').split('\n')).toEqual([
      "You can't take part yet. Here is what is missing:",
      `- **The role <@&${a}>**: you don't have <@&${a}>.`,
      '- **At least 500 points in this community**: you have 120 points.',
    ]);
    expect(words('de')).toContain('- **Mindestens 500 Punkte in dieser Community** – du hast 120 Punkte.');
  });

  it('reads as much as Discord shows of a long list', async () => {
    const roles = () => ({ roleIds: Array.from({ length: 10 }, aSnowflake) });
    const many = Array.from({ length: 10 }, () => ({ kind: 'role_all', asks: roles() }));
    const refusal: unknown = await service
      .assertMet(aMemberAction(), many, 'ours')
      .catch((error: unknown) => error);
    const words = (refusal as RequirementsNotMetError).publicText(texts);
    expect(words.length).toBeLessThan(4_000);
    const shown = words.split('\n').filter((line) => line.includes('All of the roles')).length;
    expect(words).toContain(`- and ${String(10 - shown)} more`);
    expect(shown).toBeGreaterThan(3);
  });

  it('is let in when everything is met, and where nothing is asked', async () => {
    await service.assertMet(aMemberAction(), [], 'ours');
    await service.assertMet(aMemberAction({ roleIds: [a] }), [requirements[0]!, requirements[2]!], 'ours');
  });
});
