import { PermissionFlagsBits } from 'discord.js';
import type { DemoServer } from '../../../playground/seed.ts';
import { DraftsRepository } from '../../../src/infra/drafts/index.js';
import { AllowlistsRepository } from '../../../src/modules/allowlists/allowlists.repository.js';
import { ROLE_PERMISSIONS, type RolePermission, ServersService } from '../../../src/modules/servers/index.js';
import { LinkingService } from '../../../src/modules/servers/linking/linking.service.js';
import { TransfersService } from '../../../src/modules/servers/linking/transfers.service.js';
import { shortened } from '../../../src/modules/accounts/wallets/wallet-address.rules.js';
import { keyOf } from '../../../src/modules/accounts/wallets/wallet-list.rules.js';
import { ServersRepository } from '../../../src/modules/servers/servers.repository.js';
import { TasksService } from '../../../src/modules/tasks/tasks.service.js';
import { postTask, type TestApp } from '../app/index.js';
import { policy } from './policy.js';
import { aMemberAction, anAccountLink, anAllowlist, aSnowflake } from '../builders/index.js';
import { anEvmWallet } from '../builders/wallets.js';
import type { TestDatabase } from '../mongo/test-database.js';

/** Those that a handler asks for: each has a person of its own. */
const asked = new Set(Object.values(policy).flatMap(({ needs }) => (typeof needs === 'string' ? [] : needs)));
const unasked = ROLE_PERMISSIONS.filter((permission) => !asked.has(permission));

/** What a person is in the first server; elsewhere they are members, unless `rightsIn` says more. */
export const PEOPLE = [
  'member',
  ...asked,
  'all other permissions',
  'manager',
  'owner',
  'manager elsewhere',
] as const;
export type Person = (typeof PEOPLE)[number];

export const PLACES = ['own', 'foreign', 'unlinked'] as const;
export type Place = (typeof PLACES)[number];

/** Things of one server, named so that a leak is seen. */
export interface Belongings {
  readonly mark: string;
  readonly server: DemoServer;
  readonly postId: string;
  readonly messageId: string;
  /** A message of the bot whose controls are pressed. */
  readonly panelId: string;
  readonly completionId: string;
  readonly draftId: string;
  readonly connectionId: string;
}

/** Three servers, and people who are in all of them. */
export interface Stage {
  readonly places: Readonly<Record<Place, Belongings>>;
  readonly people: Readonly<Record<Person, string>>;
  /** Whose wallet and whose claim nobody else may touch. */
  readonly victim: {
    readonly discordId: string;
    readonly key: string;
    readonly claimId: string;
    /** Nobody else reads any of these. */
    readonly secrets: readonly string[];
  };
}

export type Rights = 'everything' | readonly RolePermission[];

/** What a person may do in a place: roles count where the server is linked, and in their own server. */
export function rightsIn(place: Place, person: Person): Rights {
  const manages: Record<Place, readonly Person[]> = {
    own: ['manager', 'owner'],
    foreign: ['manager elsewhere'],
    unlinked: ['manager', 'owner'],
  };
  if (manages[place].includes(person)) return 'everything';
  return place === 'own' ? permissionsOf(person) : [];
}

function permissionsOf(person: Person): readonly RolePermission[] {
  if (person === 'all other permissions') return unasked;
  return ROLE_PERMISSIONS.filter((permission) => permission === person);
}

export async function setStage(app: TestApp, database: TestDatabase): Promise<Stage> {
  const servers = { own: app.server, foreign: await app.addServer(), unlinked: await app.addServer() };
  const people = Object.fromEntries(
    PEOPLE.map((person) => [
      person,
      person === 'owner'
        ? servers.own.admin.id
        : app.discord.createUser({ username: person.replaceAll(/\W/g, '') }).id,
    ]),
  ) as Record<Person, string>;
  const victim = await aVictim(database);
  const places = {} as Record<Place, Belongings>;
  for (const place of PLACES) places[place] = await furnish(app, database, servers[place], place);
  for (const place of PLACES) await settle(app, database, servers[place], place, people);
  await giveAway(app, servers.unlinked);
  return { places, people, victim };
}

/** A task with a proof that waits, a panel, and an unfinished form of somebody who plays no part. */
async function furnish(
  app: TestApp,
  database: TestDatabase,
  server: DemoServer,
  place: Place,
): Promise<Belongings> {
  const mark = `LEAK-OF-${place.toUpperCase()}`;
  const guildId = server.guild.id;
  const task = await postTask(app, { type: 'custom', title: mark, description: mark }, server);
  const panel = await postTask(app, { title: mark }, server);
  const sender = aMemberAction({ guildId });
  await app.get(TasksService).complete(sender, task.postId, { proof: [mark] });
  const completion = await database
    .db()
    .collection('task_completions')
    .findOne({ discordId: sender.discordId });
  const owner = { guildId, discordId: server.moderator.id };
  const values = { type: 'custom', channelId: server.channels.tasks.id, title: mark };
  return {
    mark,
    server,
    postId: task.postId,
    messageId: task.card.id,
    panelId: panel.card.id,
    completionId: String(completion?._id),
    connectionId: await anAllowlistHere(app, server, mark),
    draftId: await app.get(DraftsRepository).create('task', owner, values),
  };
}

async function anAllowlistHere(app: TestApp, { guild, channels }: DemoServer, mark: string): Promise<string> {
  const { communityId } = await app.get(ServersService).requireLinked(guild.id);
  const allowlist = anAllowlist({
    guildId: guild.id,
    channelId: channels.tasks.id,
    communityId,
    createdAt: app.clock.now(),
    allowlistData: { title: mark, description: mark, prize: mark },
  });
  await app.get(AllowlistsRepository).insert(allowlist);
  return allowlist._id.toHexString();
}

/** Everybody is in every server, with the same roles in each of them. */
async function settle(
  app: TestApp,
  database: TestDatabase,
  server: DemoServer,
  place: Place,
  people: Readonly<Record<Person, string>>,
): Promise<void> {
  const { discord } = app;
  const guildId = server.guild.id;
  const allowedRoles: object[] = [];
  const add = (person: Person, roleIds: string[]): void => {
    if (people[person] !== server.admin.id) discord.addMember({ guildId, userId: people[person], roleIds });
  };
  add('member', []);
  for (const person of [...asked, 'all other permissions'] as const) {
    const role = discord.createRole({ guildId, name: person });
    allowedRoles.push({ roleId: role.id, permissions: permissionsOf(person) });
    add(person, place === 'foreign' ? [] : [role.id]);
  }
  const manager = discord.createRole({
    guildId,
    name: 'manager',
    permissions: PermissionFlagsBits.ManageGuild,
  });
  for (const person of ['manager', 'owner', 'manager elsewhere'] as const)
    add(person, rightsIn(place, person) === 'everything' ? [manager.id] : []);
  await database
    .db()
    .collection('discord_server_mappings')
    .updateOne(
      { guildId },
      { $set: { 'botConfig.allowedRoles': allowedRoles, 'botConfig.minimumAccountAge': 0 } },
    );
  await app.get(ServersRepository).forget(guildId);
}

/** Unlinked, and its community is another server's: nobody can have it back. */
async function giveAway(app: TestApp, { guild, admin }: DemoServer): Promise<void> {
  const { code } = await app
    .get(TransfersService)
    .issue(aMemberAction({ guildId: guild.id, discordId: admin.id }));
  const heir = await app.addServer({ isLinked: false });
  const action = aMemberAction({ guildId: heir.guild.id, discordId: heir.admin.id });
  await app.get(TransfersService).takeOver(action, code);
  await expect(app.get(LinkingService).restore(aMemberAction({ guildId: guild.id }))).rejects.toThrow();
}

async function aVictim(database: TestDatabase): Promise<Stage['victim']> {
  const { address } = anEvmWallet();
  const provenAt = new Date();
  const wallet = { address, chain: 'eip155', provenAt, isPrimary: true };
  const link = anAccountLink({ nafflesUserInfo: { walletAddress: address, wallets: [wallet] } });
  await database.db().collection('discord_account_links').insertOne(link);
  const claim = {
    address,
    chain: 'eip155',
    claimantId: aSnowflake(),
    holderId: link.discordId,
    claimedAt: provenAt,
    movesAt: new Date(provenAt.getTime() + 259_200_000),
    state: 'open',
    owes: ['move'],
  };
  const { insertedId } = await database.db().collection('wallet_claims').insertOne(claim);
  return {
    discordId: link.discordId,
    key: keyOf([wallet], wallet),
    claimId: insertedId.toHexString(),
    secrets: [address, shortened(address)],
  };
}
