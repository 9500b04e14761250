// Real: attempts, locks and flags with their repositories, and a MongoDB of this file. Fake: the time.
import {
  AttemptsService,
  FlagsService,
  LinkSignals,
  LockedError,
} from '../../../src/modules/accounts/security/index.js';
import { catalogues } from '../../../src/locales/index.js';
import { Metrics } from '../../../src/infra/observability/index.js';
import type { DiscordAccountLink } from '../../../src/modules/accounts/schemas/account-link.schema.js';
import { AccountsService } from '../../../src/modules/accounts/index.js';
import { useTestApp } from '../../support/app/index.js';
import { aSnowflake } from '../../support/builders/index.js';
import { useTestDatabase } from '../../support/mongo/test-database.js';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const database = useTestDatabase();
const testApp = useTestApp({ databaseUri: database.uri, isLinked: false });
const attempts = () => testApp().get(AttemptsService);
const flags = () => testApp().get(FlagsService);
const rows = () => database.db().collection('restrictions');
const accounts = () => database.db().collection<DiscordAccountLink>('discord_account_links');
const isOpen = (asker: Parameters<AttemptsService['assertOpen']>[0]) =>
  attempts()
    .assertOpen(asker)
    .then(
      () => true,
      (error: unknown) => {
        if (error instanceof LockedError) return false;
        throw error;
      },
    );
const fail = async (times: number, asker: Parameters<AttemptsService['failed']>[0]) => {
  for (let count = 0; count < times; count += 1) await attempts().failed(asker, 'TEST');
};
const anAccount = async (discordId = aSnowflake()): Promise<string> => {
  await testApp().get(AccountsService).ensure(discordId);
  return discordId;
};
const securityOf = async (discordId: string) => (await accounts().findOne({ discordId }))!.securityData;
let browsers = 0;
const aBrowser = (): string => `browser-${String((browsers += 1))}`.padEnd(43, 'x');

describe('attempts', () => {
  it('lock by the fifth failure in a quarter of an hour, for a quarter of an hour', async () => {
    const discordId = await anAccount();
    await fail(4, { discordId });
    expect(await isOpen({ discordId })).toBe(true);
    await fail(1, { discordId });
    expect(await isOpen({ discordId })).toBe(false);
    const { loginAttempts, lockedUntil } = await securityOf(discordId);
    expect(loginAttempts).toBe(5);
    const restMs = lockedUntil!.getTime() - testApp().clock.now().getTime();
    expect(Math.round(restMs / MINUTE_MS)).toBe(15);
    testApp().clock.advance(15 * MINUTE_MS);
    expect(await isOpen({ discordId })).toBe(true);
    await fail(4, { discordId });
    expect(await isOpen({ discordId })).toBe(true);
  });

  it('forget failures that are older than the window', async () => {
    const discordId = aSnowflake();
    await fail(4, { discordId });
    testApp().clock.advance(15 * MINUTE_MS);
    await fail(4, { discordId });
    expect(await isOpen({ discordId })).toBe(true);
  });

  it('that fail at once lock as those one after the other do', async () => {
    const discordId = aSnowflake();
    await Promise.all(Array.from({ length: 5 }, () => attempts().failed({ discordId }, 'TEST')));
    expect(await isOpen({ discordId })).toBe(false);
  });

  it('lock the member and the browser that ask, nobody else', async () => {
    const [asking, browserId, other] = [aSnowflake(), aBrowser(), aSnowflake()];
    await fail(5, { discordId: asking, browserId });
    expect(await isOpen({ discordId: asking })).toBe(false);
    expect(await isOpen({ browserId })).toBe(false);
    expect(await isOpen({ discordId: other, browserId })).toBe(false);
    expect(await isOpen({ discordId: other, browserId: aBrowser() })).toBe(true);
  });

  it('of many members from one browser lock the browser', async () => {
    const browserId = aBrowser();
    for (let count = 0; count < 5; count += 1) await fail(1, { discordId: aSnowflake(), browserId });
    expect(await isOpen({ browserId })).toBe(false);
  });

  it('of nobody known count for the browser alone', async () => {
    const browserId = aBrowser();
    await fail(5, { browserId });
    expect(await isOpen({ browserId })).toBe(false);
    await attempts().failed({}, 'TEST');
    expect(await isOpen({})).toBe(true);
  });

  it('begin anew after a success, but not for the browser', async () => {
    const [discordId, browserId] = [await anAccount(), aBrowser()];
    await fail(4, { discordId, browserId });
    await attempts().succeeded({ discordId, browserId });
    expect((await securityOf(discordId)).loginAttempts).toBe(0);
    await fail(1, { discordId });
    expect(await isOpen({ discordId })).toBe(true);
    await fail(1, { discordId: aSnowflake(), browserId });
    expect(await isOpen({ browserId })).toBe(false);
  });

  it('leave nothing plain behind, and a lock that ends by itself', async () => {
    const [discordId, browserId] = [aSnowflake(), aBrowser()];
    await rows().deleteMany();
    await fail(5, { discordId, browserId });
    const found = await rows().find().toArray();
    expect(found).toHaveLength(2);
    expect(JSON.stringify(found)).not.toMatch(new RegExp(`${discordId}|${browserId}`));
    for (const { expiresAt, lockedUntil } of found) expect(expiresAt).toEqual(lockedUntil);
  });

  it('are told of in words, with the time', async () => {
    const discordId = aSnowflake();
    await fail(5, { discordId });
    testApp().clock.advance(MINUTE_MS / 2);
    const error = await attempts()
      .assertOpen({ discordId })
      .catch((thrown: unknown) => thrown as LockedError);
    expect((error as LockedError).publicText(catalogues['en-US'])).toMatch(/try again <t:\d+:R>/);
    expect((error as LockedError).pageWords(catalogues['en-US']).text).toContain('in 15 minutes');
  });
});

describe('flags', () => {
  const flag = { kind: 'wallet-seen-elsewhere', severity: 'high', reason: 'Seen.' } as const;

  it('make up the risk, and are renewed while they are open', async () => {
    const discordId = aSnowflake();
    await flags().raise(discordId, flag);
    await flags().raise(discordId, { ...flag, guildId: aSnowflake() });
    await flags().raise(discordId, { ...flag, kind: 'new-account', severity: 'low' });
    testApp().clock.advance(MINUTE_MS);
    const before = testApp().clock.now();
    await flags().raise(discordId, flag);
    const security = await securityOf(discordId);
    expect(security.suspiciousActivityFlags).toHaveLength(3);
    expect(security.suspiciousActivityFlags.at(-1)?.at.getTime()).toBeGreaterThanOrEqual(before.getTime());
    expect(security.riskScore).toBe(100);
  });

  it('that were settled count no more, and don’t keep a new one away', async () => {
    const discordId = aSnowflake();
    await flags().raise(discordId, flag);
    await accounts().updateOne(
      { discordId },
      { $set: { 'securityData.suspiciousActivityFlags.0.resolvedBy': aSnowflake() } },
    );
    await flags().raise(discordId, { ...flag, severity: 'medium' });
    const { suspiciousActivityFlags, riskScore } = await securityOf(discordId);
    expect([suspiciousActivityFlags.length, riskScore]).toEqual([2, 25]);
  });

  it('stay with their server; across servers they name none', async () => {
    const [discordId, here, elsewhere] = [aSnowflake(), aSnowflake(), aSnowflake()];
    await flags().raise(discordId, { ...flag, guildId: elsewhere, kind: 'new-account' });
    await flags().raise(discordId, { ...flag, guildId: here });
    await flags().raise(discordId, { ...flag, kind: 'shared-browser' });
    const seen = await flags().seenIn(here, discordId);
    expect(seen.map(({ kind }) => kind)).toEqual(['wallet-seen-elsewhere', 'shared-browser']);
    expect(JSON.stringify(seen)).not.toContain(elsewhere);
    expect(await flags().seenIn(here, aSnowflake())).toEqual([]);
  });

  it('are at most fifty', async () => {
    const discordId = aSnowflake();
    for (let count = 0; count < 52; count += 1)
      await flags().raise(discordId, { ...flag, guildId: aSnowflake() });
    expect((await securityOf(discordId)).suspiciousActivityFlags).toHaveLength(50);
  });
});

describe('what is noticed when an account is linked', () => {
  const look = (discordId: string, browserId = aBrowser(), guildId?: string) =>
    testApp().get(LinkSignals).lookAt({ discordId, browserId, guildId });
  const kindsOf = async (discordId: string): Promise<string[]> =>
    (await accounts().findOne({ discordId }))?.securityData.suspiciousActivityFlags.map(({ kind }) => kind) ??
    [];
  const accountOfAge = (ageMs: number): string =>
    String(
      ((BigInt(testApp().clock.now().getTime() - ageMs) - 1_420_070_400_000n) << 22n) +
        BigInt((browsers += 1)),
    );

  it('is a Discord account of less than 30 days, in the server where it was linked', async () => {
    const [young, old, guildId] = [accountOfAge(29 * DAY_MS), accountOfAge(30 * DAY_MS), aSnowflake()];
    await look(young, aBrowser(), guildId);
    await look(old, aBrowser(), guildId);
    expect(await flags().seenIn(guildId, young)).toMatchObject([{ kind: 'new-account', guildId }]);
    expect(await kindsOf(old)).toEqual([]);
  });

  it('is the third member from one browser in 30 days, and not the same one again', async () => {
    const [browserId, members] = [aBrowser(), [40, 41, 42, 43].map((days) => accountOfAge(days * DAY_MS))];
    for (const index of [0, 0, 1, 1, 0]) await look(members[index]!, browserId);
    expect(await kindsOf(members[1]!)).toEqual([]);
    await look(members[2]!, browserId);
    expect(await kindsOf(members[2]!)).toEqual(['shared-browser']);
    testApp().clock.advance(30 * DAY_MS);
    await look(members[3]!, browserId);
    expect(await kindsOf(members[3]!)).toEqual([]);
  });

  it('is counted in the metrics, by kind alone', async () => {
    const text = await testApp().get(Metrics).registry.metrics();
    expect(text).toMatch(/bot_security_events_total\{kind="shared-browser"\} [1-9]/);
    expect(text).toMatch(/bot_security_events_total\{kind="member-locked"\} [1-9]/);
  });
});
