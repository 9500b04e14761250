import { Types } from 'mongoose';
import { AccountsRepository } from '../../../../src/modules/accounts/accounts.repository.js';
import { OauthTokensRepository } from '../../../../src/modules/accounts/linking/oauth-tokens.repository.js';
import { RestrictionsRepository } from '../../../../src/modules/accounts/security/restrictions.repository.js';
import { SecurityDataRepository } from '../../../../src/modules/accounts/security/security-data.repository.js';
import { WalletClaimsRepository } from '../../../../src/modules/accounts/wallets/wallet-claims.repository.js';
import { WalletsRepository } from '../../../../src/modules/accounts/wallets/wallets.repository.js';
import { CommunityPlatform } from '../../../../src/modules/communities/index.js';
import { StandalonePlatform } from '../../../../src/modules/communities/standalone-platform.js';
import { InteractionLogsRepository } from '../../../../src/modules/interactions/interaction-logs.repository.js';
import { PointsRepository } from '../../../../src/modules/points/points.repository.js';
import { HealthRepository } from '../../../../src/modules/servers/health/health.repository.js';
import { LinksRepository } from '../../../../src/modules/servers/linking/links.repository.js';
import { ServersRepository } from '../../../../src/modules/servers/servers.repository.js';
import { SettingsRepository } from '../../../../src/modules/servers/settings/settings.repository.js';
import {
  anAccountLink,
  anInteractionLog,
  aServerMapping,
  aSnowflake,
} from '../../../support/builders/index.js';
import { type Exercise, exercise } from './exercises.js';

const aTokenRow = {
  discordId: aSnowflake(),
  accessToken: 'v1.sealed',
  scopes: [],
  expiresAt: new Date(),
  deleteAt: new Date(),
};
const AN_HMAC = '7'.padStart(43, 'h');
const anEntryAt = (at: Date) => ({ action: 'community.setup', actorId: aSnowflake(), at });

export const moduleExercises: readonly Exercise[] = [
  exercise(AccountsRepository, {
    ensure: async (repository, { memberId, now }) => {
      await repository.ensure(memberId, now, 'ana');
      await repository.ensure(aSnowflake(), now);
    },
    isQuiet: (repository, { memberId }) => repository.isQuiet(memberId),
    setQuiet: async (repository, { memberId }) => {
      await repository.setQuiet(memberId, true);
      await repository.setQuiet(memberId, false);
    },
    find: (repository, { memberId }) => repository.find(memberId),
    idOf: (repository, { memberId }) => repository.idOf(memberId),
    memberOf: (repository, { draftId }) => repository.memberOf(draftId.toHexString()),
    noteLinked: (repository, { memberId, now }) =>
      repository.noteLinked({ id: memberId, username: 'ana' }, now),
    noteUnlinked: (repository, { memberId }) => repository.noteUnlinked(memberId),
    setActivity: (repository, { memberId }) =>
      repository.setActivity(memberId, anAccountLink().activityStats),
  }),
  exercise(OauthTokensRepository, {
    save: (repository, { memberId, now }) =>
      repository.save(memberId, { accessToken: 'a', scopes: [], expiresAt: now, deleteAt: now }),
    find: (repository, { memberId }) => repository.find(memberId),
    open: async (repository, { memberId, now }) => {
      const row = await repository.unlink(memberId, now, now);
      return row && repository.open(row);
    },
    stateOf: (repository, { memberId }) => repository.stateOf(memberId),
    remove: (repository) => repository.remove(aSnowflake()),
    unlink: (repository, { memberId, now }) => repository.unlink(memberId, now, now),
    findUnlinked: (repository, { tokenId, now }) => repository.findUnlinked(tokenId.toHexString(), now),
    removeUnlinked: (repository, { tokenId, now }) => repository.removeUnlinked(tokenId.toHexString(), now),
    markFailed: (repository, { tokenId, now }) =>
      repository.markFailed({ ...aTokenRow, _id: tokenId }, 'REFRESH_REFUSED', now),
    claimRefresh: (repository, { now }) => repository.claimRefresh(now, now, 50),
    claimRoles: (repository, { now }) => repository.claimRoles(now, now, 50),
    postponeRefresh: (repository, { tokenId, now }) =>
      repository.postponeRefresh(tokenId.toHexString(), now, now),
    postponeRole: (repository, { tokenId, now }) => repository.postponeRole(tokenId.toHexString(), now, now),
    beginRefresh: (repository, { tokenId, now }) => repository.beginRefresh(tokenId.toHexString(), now, now),
    endRefresh: (repository, { tokenId, now }) =>
      repository.endRefresh(
        { ...aTokenRow, _id: tokenId },
        { accessToken: 'a', scopes: [], expiresAt: now, deleteAt: now },
      ),
    retryRefresh: (repository, { tokenId, now }) =>
      repository.retryRefresh({ ...aTokenRow, _id: tokenId }, 'away', now),
    wantRole: (repository, { memberId, now }) => repository.wantRole(memberId, now, 60_000),
    beginRole: (repository, { tokenId, now }) => repository.beginRole(tokenId.toHexString(), now),
    endRole: (repository, { tokenId }) => repository.endRole({ ...aTokenRow, _id: tokenId }),
  }),
  exercise(RestrictionsRepository, {
    lockedUntil: (repository, { now }) => repository.lockedUntil([AN_HMAC, 'b'], now),
    countFailure: (repository, { now }) =>
      repository.countFailure({ kind: 'member', subject: AN_HMAC, at: now, since: now, lockUntil: now }),
    forgetFailures: (repository) => repository.forgetFailures([AN_HMAC]),
    forgetMember: (repository, { now }) => repository.forgetMember([AN_HMAC], now),
    addMember: (repository, { now }) =>
      repository.addMember({ subject: AN_HMAC, member: AN_HMAC, at: now, since: now, keepUntil: now }),
  }),
  exercise(SecurityDataRepository, {
    countFailure: (repository, { memberId, now }) => repository.countFailure(memberId, now),
    forgetFailures: (repository, { memberId }) => repository.forgetFailures(memberId),
    raise: (repository, { memberId, now }) =>
      repository.raise(memberId, { kind: 'new-account', severity: 'low', reason: 'New.', at: now }),
    flagsOf: (repository, { memberId }) => repository.flagsOf(memberId),
  }),
  exercise(WalletsRepository, {
    find: (repository, { memberId }) => repository.find(memberId),
    holderOf: (repository) => repository.holderOf('0xabcdefabcdefabcdefabcdefabcdefabcdefabcd'),
    replace: async (repository, { memberId }) => {
      const account = await repository.find(memberId);
      await repository.replace(account!, []);
    },
    noteLocale: (repository, { memberId }) => repository.noteLocale(memberId, 'de'),
  }),
  exercise(WalletClaimsRepository, {
    open: (repository, { memberId, now }) =>
      repository.open({
        address: '0xabcdefabcdefabcdefabcdefabcdefabcdefabcd',
        chain: 'eip155',
        claimantId: aSnowflake(),
        holderId: memberId,
        claimedAt: now,
        movesAt: now,
      }),
    find: (repository, { claims }) => repository.find(claims[1]!._id.toHexString()),
    openOn: (repository, { claims }) => repository.openOn(claims[1]!.address),
    keptFrom: (repository, { memberId, claims }) =>
      repository.keptFrom(memberId, claims[0]!.address, new Date(0)),
    openOf: (repository, { memberId }) => repository.openOf(memberId),
    end: (repository, { claims, memberId, now }) =>
      repository.end(claims[1]!._id, { state: 'kept', at: now, owes: ['flag'] }, memberId),
    hasten: (repository, { memberId, now }) =>
      repository.hasten('0xabcdefabcdefabcdefabcdefabcdefabcdefabcd', memberId, now),
    claimDue: (repository, { now }) => repository.claimDue(now, now, 50),
    postpone: (repository, { claims, now }) => repository.postpone(claims[1]!._id.toHexString(), now, now),
    takeDebt: (repository, { claims }) => repository.takeDebt(claims[1]!._id.toHexString(), 'warn'),
  }),
  exercise(
    StandalonePlatform,
    {
      createCommunity: (platform) => platform.createCommunity({ name: 'Sea Dogs', ownerId: aSnowflake() }),
      findCommunity: (platform, { communityId }) => platform.findCommunity(communityId),
      tiersOf: (platform, { communityId }) => platform.tiersOf([communityId]),
    },
    CommunityPlatform,
  ),
  exercise(InteractionLogsRepository, {
    append: (repository) => repository.append([anInteractionLog()]),
    figures: (repository, { guildId, now }) => repository.figures(guildId, new Date(0), now),
    activityOf: (repository, { guildId }) => repository.activityOf(guildId),
    responseTimes: (repository, { now }) =>
      repository.responseTimes(new Date(now.getTime() - 3_600_000), 1_000),
    activeGuildIds: (repository, { now }) => repository.activeGuildIds(new Date(now.getTime() - 3_600_000)),
    usedControlIds: (repository, { now }) => repository.usedControlIds('tasks/details/', now),
    pageOfMember: async (repository, { memberId }) => {
      const page = await repository.pageOfMember(memberId, undefined, 5);
      await repository.pageOfMember(memberId, page.at(-1)?.timing.timestamp, 5);
    },
    viewsOf: (repository, { posts }) => repository.viewsOf([`tasks/details/${posts[0]!._id.toHexString()}`]),
    startersOf: (repository, { posts }) =>
      repository.startersOf([`tasks/details/${posts[0]!._id.toHexString()}`], ['TASK_NOT_DONE_YET']),
    eraseMember: (repository) => repository.eraseMember(aSnowflake()),
  }),
  exercise(PointsRepository, {
    earnedByCommunity: (repository, { memberId }) => repository.earnedByCommunity(memberId),
    appendLedger: (repository, { communityId, memberId, now }) =>
      repository.appendLedger([
        { source: 'task', sourceId: 'x', communityId, discordId: memberId, amount: 5, at: now },
      ]),
    addToBalances: async (repository, { communityId, memberId }) => {
      const change = { communityId, period: 'all', discordId: memberId, completions: 1 };
      await repository.addToBalances([{ ...change, points: 5 }]);
      await repository.addToBalances([{ ...change, points: -5 }]);
    },
    totals: (repository, { communityId, memberId }) => repository.totals(communityId, 'all', memberId),
    countBetween: async (repository, { communityId }) => {
      await repository.countBetween(communityId, 'all', 500);
      await repository.countBetween(communityId, 'all', 500, 900);
    },
    placeDown: async (repository, { communityId }) => {
      await repository.placeDown(communityId, 'all', 20);
      await repository.placeDown(communityId, 'all', 20, 900);
    },
    countEqualsAfter: (repository, { communityId, memberId }) =>
      repository.countEqualsAfter(communityId, 'all', { points: 500, discordId: memberId }),
    pageOfBoard: async (repository, { communityId, memberId }) => {
      const anchor = { points: 500, discordId: memberId } as const;
      await repository.pageOfBoard(communityId, '2026-W48', 11);
      await repository.pageOfBoard(communityId, 'all', 11, { ...anchor, direction: 'after' });
      await repository.pageOfBoard(communityId, 'all', 11, { ...anchor, direction: 'before' });
    },
    findRow: (repository) => repository.findRow('manual', 'x'),
    earnedByDay: (repository, { memberId }) => repository.earnedByDay(memberId),
    balancesOf: (repository, { memberId }) => repository.balancesOf(memberId),
    movedSince: (repository, { now }) => repository.movedSince(new Date(now.getTime() - 3_600_000)),
  }),
  exercise(SettingsRepository, {
    set: async (repository, { guildId, now }) => {
      await repository.set(guildId, 'timezone', 'Europe/Berlin', anEntryAt(now));
      await repository.set(guildId, 'logChannel', undefined, anEntryAt(now));
    },
    drop: (repository, { guildId, now }) =>
      repository.drop(guildId, 'logChannel', aSnowflake(), anEntryAt(now)),
    addRole: (repository, { guildId, now }) =>
      repository.addRole(guildId, aSnowflake(), ['tasks.create'], anEntryAt(now)),
    setRole: (repository, { guildId, now }) =>
      repository.setRole(guildId, aSnowflake(), ['tasks.review'], anEntryAt(now)),
    removeRole: (repository, { guildId, now }) =>
      repository.removeRole(guildId, aSnowflake(), anEntryAt(now)),
  }),
  exercise(HealthRepository, {
    claimDue: (repository, { now }) => repository.claimDue(now, new Date(now.getTime() + 10_000), 4),
    postpone: (repository, { now }) => repository.postpone(new Types.ObjectId().toHexString(), now, now),
    find: (repository) => repository.find(new Types.ObjectId().toHexString()),
    stopChecks: (repository) => repository.stopChecks(new Types.ObjectId().toHexString()),
    save: (repository, { now }) => {
      const status = { ...aServerMapping().integrationStatus, lastHealthCheck: now };
      return repository.save(aServerMapping(), status, now);
    },
    checkAt: (repository, { guildId, now }) => repository.checkAt(guildId, now),
    checkBy: (repository, { guildId, now }) => repository.checkBy(guildId, now),
    setGuildInfo: (repository, { guildId }) => repository.setGuildInfo(guildId, aServerMapping().guildInfo),
  }),
  exercise(LinksRepository, {
    findUnlinked: (repository, { guildId }) => repository.findUnlinked(guildId),
    findActiveOf: (repository, { communityId }) => repository.findActiveOf(communityId),
    find: (repository, { guildId, communityId }) => repository.find(guildId, communityId),
    link: (repository) => {
      const { communityId, linkedBy, linkedAt, guildInfo } = aServerMapping();
      const mapping = { guildId: aSnowflake(), communityId, linkedBy, linkedAt, guildInfo };
      return repository.link(mapping, 'community.link');
    },
    unlink: (repository, { guildId, communityId, memberId, now }) =>
      repository.unlink(guildId, communityId, { action: 'community.unlink', actorId: memberId, at: now }),
  }),
  exercise(ServersRepository, {
    findActiveKept: (repository, { guildId }) => repository.findActiveKept(guildId),
    forget: (repository, { guildId }) => repository.forget(guildId),
    findActive: (repository, { guildId }) => repository.findActive(guildId),
    linkedAmong: (repository, { communityId }) => repository.linkedAmong([communityId]),
    setActivity: (repository, { guildId }) => repository.setActivity(guildId, aServerMapping().activityStats),
  }),
];
