import { refuse } from '../api-error.ts';
import { param, type HttpRequest, type Router } from '../http/router.ts';
import { textOf } from '../json.ts';
import { type Guild, type Member, type Role } from '../model.ts';
import { has, permissionsInGuild, rankOf } from '../permissions.ts';
import { guildBody } from '../seeds.ts';
import { compareSnowflakes } from '../snowflake.ts';
import { checkForm } from '../validation/form.ts';
import { bodyObject } from '../validation/message.ts';
import { Intent, Permission } from '../wire.ts';
import { guildOfBot } from './access.ts';
import { type RestServices } from './services.ts';

/** Guilds, their members and roles, and users. */
export function addGuildRoutes(router: Router, services: RestServices): void {
  const { world } = services;
  const guild = (request: HttpRequest): Guild => guildOfBot(world, param(request, 'guildId'));
  const member = (request: HttpRequest): Member => world.member(guild(request), param(request, 'userId'));

  router.add('GET', '/guilds/:guildId', (request) => {
    const found = guild(request);
    const counts = {
      approximate_member_count: found.members.size,
      approximate_presence_count: found.members.size,
    };
    return { ...guildBody(found), ...(request.query.get('with_counts') === 'true' && counts) };
  });
  router.add('GET', '/guilds/:guildId/channels', (request) => [...guild(request).channels.values()]);
  router.add('GET', '/guilds/:guildId/roles', (request) => [...guild(request).roles.values()]);
  router.add('GET', '/guilds/:guildId/members/:userId', (request) => member(request));
  router.add('GET', '/guilds/:guildId/members', (request) =>
    listMembers(services, guild(request), request.query),
  );
  router.add('DELETE', '/guilds/:guildId/members/:userId', (request) => {
    demandInGuild(services, guild(request), Permission.KickMembers);
    demandAbove(services, guild(request), rankOf(guild(request), member(request)));
    world.removeMember(param(request, 'guildId'), param(request, 'userId'));
  });

  const role = '/guilds/:guildId/members/:userId/roles/:roleId';
  router.add('PUT', role, (request) => {
    changeRole(services, guild(request), member(request), param(request, 'roleId'), true);
  });
  router.add('DELETE', role, (request) => {
    changeRole(services, guild(request), member(request), param(request, 'roleId'), false);
  });
  addUserRoutes(router, services);
}

function addUserRoutes(router: Router, { world }: RestServices): void {
  router.add('GET', '/users/:userId', (request) => world.account(param(request, 'userId')).user);
  router.add('POST', '/users/@me/channels', (request) => {
    const body = bodyObject(request.body);
    checkForm(body, (root) => {
      root.at('recipient_id').snowflake({ required: true });
    });
    const recipientId = textOf(body.recipient_id) ?? '';
    if (recipientId === world.bot.id) throw refuse('directMessagesClosed');
    world.account(recipientId);
    return world.directChannel(recipientId);
  });
}

function listMembers({ privilegedIntents }: RestServices, guild: Guild, query: URLSearchParams): Member[] {
  if ((privilegedIntents & Intent.GuildMembers) === 0) throw refuse('missingAccess');
  const limit = Number(query.get('limit') ?? '1');
  checkForm({ limit }, (root) => {
    root.at('limit').integer({ min: 1, max: 1000 });
  });
  const after = query.get('after') ?? '0';
  return [...guild.members.values()]
    .sort((a, b) => compareSnowflakes(a.user.id, b.user.id))
    .filter(({ user }) => compareSnowflakes(user.id, after) > 0)
    .slice(0, limit);
}

/** Giving a role twice, or taking an absent one, is a 204 like the first time. */
function changeRole(
  services: RestServices,
  guild: Guild,
  member: Member,
  roleId: string,
  isAdded: boolean,
): void {
  const { world } = services;
  demandInGuild(services, guild, Permission.ManageRoles);
  const role: Role = world.role(guild, roleId);
  if (role.managed || roleId === guild.id) throw refuse('invalidRole');
  demandAbove(services, guild, role.position);
  if (member.roles.includes(roleId) === isAdded) return;
  const roles = isAdded ? [...member.roles, roleId] : member.roles.filter((id) => id !== roleId);
  world.updateMember(guild.id, member.user.id, { roles });
}

function demandInGuild({ world }: RestServices, guild: Guild, wanted: bigint): void {
  if (!has(permissionsInGuild(guild, world.member(guild, world.bot.id)), wanted))
    throw refuse('missingPermissions');
}

function demandAbove({ world }: RestServices, guild: Guild, rank: number): void {
  if (rankOf(guild, world.member(guild, world.bot.id)) <= rank) throw refuse('missingPermissions');
}
