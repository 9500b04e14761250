// Real: the whole service with its pages over a socket, its calls to OAuth2, and a MongoDB of this file.
// Fake: Discord with its OAuth2 server (the local one, in this process), the browser, and the time.
import type { Fault } from '../../../playground/discord/faults.ts';
import type { User } from '../../../playground/discord/model.ts';
import { mongo } from 'mongoose';
import { DiscordOAuthError } from '../../../src/infra/discord/oauth/index.js';
import { AccountDeparture } from '../../../src/modules/accounts/privacy/account-departure.js';
import { AccountsService } from '../../../src/modules/accounts/index.js';
import { RefreshTokensEffect } from '../../../src/modules/accounts/linking/refresh-tokens.effect.js';
import { PointsService } from '../../../src/modules/points/index.js';
import { OauthTokensRepository } from '../../../src/modules/accounts/linking/oauth-tokens.repository.js';
import { offerTo, signIn, textOf, useLinking } from '../../support/app/index.js';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const { testApp, discord, rows, tokenRow, aBrowser, aMember, accountOf, audits, isLinked, unlock } =
  useLinking();

describe('tokens', () => {
  const settle = () => testApp().settle();
  const linked = async (): Promise<User> => {
    const member = aMember();
    await signIn(testApp(), aBrowser(), member);
    await settle();
    return member;
  };
  const dueOf = async (person: User) => (await tokenRow(person))!.refreshDue as Date;
  const toRefresh = async (person: User) => {
    await rows('oauth_tokens').updateMany(
      { discordId: { $ne: person.id } },
      { $unset: { refreshDue: '', roleDue: '' } },
    );
    testApp().clock.advance((await dueOf(person)).getTime() - testApp().clock.now().getTime() + 1);
  };
  const again = async (person: User) => {
    testApp().clock.advance((await dueOf(person)).getTime() - testApp().clock.now().getTime() + 1);
    await settle();
  };
  const read = ({ id }: User) => testApp().get(OauthTokensRepository).find(id);
  const directMessages = async (person: User): Promise<string> => {
    const { id } = await testApp().as(person).directChannel(discord().applicationId);
    return JSON.stringify(await testApp().as(person).messages(id));
  };
  beforeEach(unlock);

  it('are refreshed before they end, each at a time of its own', async () => {
    const member = await linked();
    const before = (await read(member))!;
    const leftMs = before.expiresAt.getTime() - (await dueOf(member)).getTime();
    expect(leftMs / (7 * DAY_MS)).toBeGreaterThanOrEqual(0.1);
    expect(leftMs / (7 * DAY_MS)).toBeLessThanOrEqual(0.2);
    await settle();
    expect((await read(member))!.accessToken).toBe(before.accessToken);
    await toRefresh(member);
    await settle();
    const after = (await read(member))!;
    expect(after.accessToken).not.toBe(before.accessToken);
    expect(after.refreshToken).not.toBe(before.refreshToken);
    expect(after.expiresAt.getTime()).toBeGreaterThan(before.expiresAt.getTime());
    expect(await tokenRow(member)).not.toHaveProperty('refreshingUntil');
  });

  it('are refreshed once, however many workers try at the same moment', async () => {
    const member = await linked();
    await toRefresh(member);
    const effect = testApp().get(RefreshTokensEffect);
    const id = (await tokenRow(member))!._id.toHexString();
    await Promise.all(Array.from({ length: 20 }, () => effect.run(id)));
    expect((await tokenRow(member))!).not.toHaveProperty('failure');
    expect(discord().oauth.livingGrantsOf(member.id)).toHaveLength(1);
    expect((await read(member))!.accessToken).toBe(discord().oauth.livingGrantsOf(member.id)[0]!.accessToken);
  });

  it('that Discord refuses to refresh are marked, and the member is asked again, once', async () => {
    const member = await linked();
    discord().oauth.deauthorize(member.id);
    await toRefresh(member);
    await settle();
    expect(await tokenRow(member)).toMatchObject({ failure: 'REFRESH_REFUSED' });
    expect(await tokenRow(member)).not.toHaveProperty('refreshDue');
    expect((await directMessages(member)).match(/has to be linked again/g)).toHaveLength(1);
    expect(textOf((await offerTo(testApp(), member)).answer)).toContain('Your link has ended');
    expect((await signIn(testApp(), aBrowser(), member)).text).toContain('is linked');
    expect(await tokenRow(member)).not.toHaveProperty('failure');
  });

  it.each<[string, Fault]>([
    ['the line breaks before Discord has done it', { isDropped: true }],
    ['the answer can’t be read', { body: '<html>', contentType: 'text/html' }],
  ])('are tried once more when nobody knows the outcome: %s', async (_, fault) => {
    const member = await linked();
    await toRefresh(member);
    discord().faults.next('POST /oauth2/token', fault);
    await settle();
    expect(await tokenRow(member)).toMatchObject({ unknownRefreshes: 1 });
    await again(member);
    expect(await tokenRow(member)).not.toHaveProperty('unknownRefreshes');
    expect((await tokenRow(member))!).not.toHaveProperty('failure');
  });

  it('whose outcome stays unknown are marked, and not tried a third time', async () => {
    const member = await linked();
    await toRefresh(member);
    discord().faults.next('POST /oauth2/token', { isDropped: true }, 2);
    await settle();
    await again(member);
    expect(await tokenRow(member)).toMatchObject({ failure: 'REFRESH_UNKNOWN' });
    testApp().clock.advance(DAY_MS);
    await settle();
    expect(await directMessages(member)).toContain('has to be linked again');
  });

  it('whose answer was lost after Discord had replaced them are found out by the second try', async () => {
    const member = await linked();
    await toRefresh(member);
    discord().faults.next('POST /oauth2/token', { isDropped: true, isPerformed: true });
    await settle();
    await again(member);
    expect(await tokenRow(member)).toMatchObject({ failure: 'REFRESH_REFUSED' });
  });

  it('whose process died in a refresh count that try', async () => {
    const member = await linked();
    await toRefresh(member);
    const now = testApp().clock.now();
    const id = (await tokenRow(member))!._id.toHexString();
    const died = () =>
      testApp()
        .get(OauthTokensRepository)
        .beginRefresh(id, testApp().clock.now(), new Date(now.getTime() + MINUTE_MS));
    expect(await died()).not.toBeNull();
    expect(await died()).toBeNull();
    testApp().clock.advance(2 * MINUTE_MS);
    expect(await died()).toMatchObject({ unknownRefreshes: 2 });
    testApp().clock.advance(2 * MINUTE_MS);
    await settle();
    expect(await tokenRow(member)).toMatchObject({ failure: 'REFRESH_UNKNOWN' });
  });

  it('wait longer and longer while Discord is away, and lose nothing', async () => {
    const member = await linked();
    await toRefresh(member);
    const waits: number[] = [];
    for (const [status, retryAfter] of [[503], [500], [429, '900'], [502]] as [number, string?][]) {
      const headers: Record<string, string> = retryAfter === undefined ? {} : { 'Retry-After': retryAfter };
      discord().faults.next('POST /oauth2/token', { status, body: '', headers });
      await settle();
      waits.push((await dueOf(member)).getTime() - testApp().clock.now().getTime());
      testApp().clock.advance(waits.at(-1)! + 1);
    }
    expect(waits[1]! / waits[0]!).toBeGreaterThan(1);
    expect(waits[2]!).toBeGreaterThanOrEqual(899_000);
    expect(await tokenRow(member)).toMatchObject({ unknownRefreshes: 0, awayRefreshes: 4 });
    await settle();
    expect(await tokenRow(member)).not.toHaveProperty('awayRefreshes');
    expect((await read(member))!.accessToken).toBe(discord().oauth.livingGrantsOf(member.id)[0]!.accessToken);
  });
});

describe('linked roles', () => {
  const roleOf = (person: User) => discord().oauth.roleConnectionOf(person.id);
  const figuresOf = async (person: User, totalPointsEarned: number) => {
    const { activityStats } = await accountOf(person);
    await testApp()
      .get(AccountsService)
      .setActivity(person.id, Object.assign(activityStats, { totalPointsEarned }));
  };
  const earn = async (person: User, amount: number) => {
    const mapping = await rows('discord_server_mappings').findOne({});
    const communityId = String(mapping!.communityId);
    const row = {
      source: 'task',
      sourceId: `${person.id}/${String(amount)}`,
      communityId,
      discordId: person.id,
      amount,
      at: testApp().clock.now(),
    };
    await testApp()
      .get(PointsService)
      .settle(row as never, () => Promise.resolve(true));
    return communityId;
  };
  const puts = async () =>
    (
      (await (await fetch(`${discord().url}/local/wire`)).text()).match(/PUT \/users\/@me\/applications/g) ??
      []
    ).length;
  beforeEach(unlock);

  it('know at the start what they may ask for, in every language', async () => {
    await discord().until(() => discord().oauth.roleConnections.records.length > 0, 'the records');
    expect(discord().oauth.roleConnections.records).toMatchObject([
      { key: 'points', type: 2, name: 'Points', name_localizations: { de: 'Punkte' } },
      { key: 'tier', type: 2, name: 'Tier' },
      { key: 'tasks', type: 2, name: 'Tasks' },
    ]);
  });

  it('hear of points, tier and tasks after linking, and when they change, once a minute', async () => {
    const member = aMember();
    const communityId = await earn(member, 120);
    await rows('communities').updateOne(
      { _id: new mongo.ObjectId(communityId) },
      {
        $set: {
          tiers: [
            { name: 'Kitten', minPoints: 100 },
            { name: 'Cat', minPoints: 200 },
          ],
        },
      },
    );
    await signIn(testApp(), aBrowser(), member);
    await testApp().settle();
    expect(roleOf(member)).toEqual({
      platform_name: 'Community points',
      platform_username: 'Lin Ker',
      metadata: { points: '120', tier: '1', tasks: '1' },
    });
    const before = await puts();
    await earn(member, 100);
    for (const points of [130, 170, 220]) {
      await figuresOf(member, points);
      await testApp().settle();
    }
    expect(await puts()).toBe(before);
    testApp().clock.advance(MINUTE_MS);
    await testApp().settle();
    expect(await puts()).toBe(before + 1);
    expect(roleOf(member).metadata).toEqual({ points: '220', tier: '2', tasks: '2' });
    await figuresOf(member, 220);
    testApp().clock.advance(MINUTE_MS);
    await testApp().settle();
    expect(await puts()).toBe(before + 1);
  });

  it('wait as long as Discord says, and try again when it is away', async () => {
    const member = aMember();
    const route = 'PUT /users/@me/applications/:applicationId/role-connection';
    discord().faults.next(route, { status: 429, body: '{}', headers: { 'Retry-After': '600' } });
    await signIn(testApp(), aBrowser(), member);
    await testApp().settle();
    testApp().clock.advance(9 * MINUTE_MS);
    await testApp().settle();
    expect(roleOf(member).platform_name).toBeNull();
    discord().faults.next(route, { isDropped: true });
    testApp().clock.advance(MINUTE_MS);
    await testApp().settle();
    expect(roleOf(member).platform_name).toBeNull();
    testApp().clock.advance(2 * MINUTE_MS);
    await testApp().settle();
    expect(roleOf(member).platform_name).toBe('Community points');
  });

  it('mark a link that the member took back at Discord', async () => {
    const member = aMember();
    await signIn(testApp(), aBrowser(), member);
    await testApp().settle();
    discord().oauth.deauthorize(member.id);
    await figuresOf(member, 1);
    testApp().clock.advance(MINUTE_MS);
    await testApp().settle();
    expect(await tokenRow(member)).toMatchObject({ failure: 'ACCESS_REFUSED' });
  });
});

describe('/account unlink', () => {
  const run = (person: User) =>
    testApp().as(person).run('account unlink', {}, { channelId: testApp().server.channels.general.id });
  const unlink = async (person: User) =>
    testApp()
      .as(person)
      .press((await run(person)).message!, { label: 'Unlink' });
  beforeEach(unlock);

  it('says what goes and what stays, and does nothing before it is confirmed', async () => {
    const member = aMember();
    expect(textOf(await run(member))).toContain('Your account is not linked');
    await signIn(testApp(), aBrowser(), member);
    const panel = await run(member);
    expect(textOf(panel)).toMatch(/Goes:[^]*Stays:[^]*points/);
    const kept = await testApp().as(member).press(panel.message!, { label: 'Keep it' });
    expect(textOf(kept)).toContain('stays linked');
    expect(await isLinked(member)).toBe(true);
  });

  it('revokes and erases the tokens, empties the role connection, and is audited', async () => {
    const member = aMember();
    await signIn(testApp(), aBrowser(), member);
    await testApp().settle();
    expect(discord().oauth.roleConnectionOf(member.id).platform_name).not.toBeNull();
    expect(textOf(await unlink(member))).toContain('Unlinked');
    expect(textOf(await run(member))).toContain('not linked');
    await testApp().settle();
    expect(await isLinked(member)).toBe(false);
    expect(discord().oauth.livingGrantsOf(member.id)).toEqual([]);
    expect(discord().oauth.roleConnectionOf(member.id)).toEqual({
      platform_name: null,
      platform_username: null,
      metadata: {},
    });
    expect((await accountOf(member)).discordUserInfo).not.toHaveProperty('globalName');
    expect(JSON.stringify(await audits('account.unlink'))).not.toContain('Lin Ker');
    expect((await signIn(testApp(), aBrowser(), member)).text).toContain('is linked');
  });

  it('tries again while Discord is away, and erases within a day either way', async () => {
    const member = aMember();
    await signIn(testApp(), aBrowser(), member);
    await testApp().settle();
    discord().faults.next('POST /oauth2/token/revoke', { isDropped: true });
    await unlink(member);
    await expect(testApp().settle()).rejects.toThrow();
    const row = (await tokenRow(member))!;
    expect((row.deleteAt as Date).getTime()).toBeLessThanOrEqual(testApp().clock.now().getTime() + DAY_MS);
    testApp().clock.advance(MINUTE_MS);
    await testApp().settle();
    expect(await isLinked(member)).toBe(false);
    expect(discord().oauth.livingGrantsOf(member.id)).toEqual([]);
  });

  it('spares the tokens of who has linked again since', async () => {
    const member = aMember();
    await signIn(testApp(), aBrowser(), member);
    await unlink(member);
    await signIn(testApp(), aBrowser(), member);
    await testApp().settle();
    expect(await tokenRow(member)).not.toHaveProperty('unlinkedAt');
    const { accessToken } = (await testApp().get(OauthTokensRepository).find(member.id))!;
    expect(
      discord()
        .oauth.livingGrantsOf(member.id)
        .map((grant) => grant.accessToken),
    ).toContain(accessToken);
  });

  it('is done at once where an account ends, or tried again until Discord answers', async () => {
    const member = aMember();
    await signIn(testApp(), aBrowser(), member);
    const end = () => testApp().get(AccountDeparture).endLink(member.id);
    discord().faults.next('POST /oauth2/token/revoke', { status: 503, body: '' });
    await expect(end()).rejects.toThrow(DiscordOAuthError);
    expect(await isLinked(member)).toBe(true);
    await end();
    await end();
    expect(await isLinked(member)).toBe(false);
    expect(discord().oauth.livingGrantsOf(member.id)).toEqual([]);
  });
});
