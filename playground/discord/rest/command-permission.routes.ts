import { refuse } from '../api-error.ts';
import { type GuildCommandPermissions, type CommandPermission } from '../command-permissions.ts';
import { param, type HttpRequest, type Router } from '../http/router.ts';
import { has, permissionsInGuild } from '../permissions.ts';
import { bodyObject } from '../validation/message.ts';
import { Permission } from '../wire.ts';
import { type RestServices } from './services.ts';
import { personOf } from './who-asks.ts';

/** What a server decided under Integrations: a bot may read it, only a person may change it. */
export function addCommandPermissionRoutes(router: Router, services: RestServices): void {
  const { world, commands, permissions } = services;
  const all = '/applications/:applicationId/guilds/:guildId/commands/permissions';
  const one = '/applications/:applicationId/guilds/:guildId/commands/:commandId/permissions';
  const guildOf = (request: HttpRequest): string => {
    if (param(request, 'applicationId') !== world.bot.id) throw refuse('unknownApplication');
    const guild = world.guild(param(request, 'guildId'));
    if (!guild.members.has(world.bot.id)) throw refuse('missingAccess');
    return guild.id;
  };
  const idOf = (request: HttpRequest, guildId: string): string => {
    const id = param(request, 'commandId');
    const isKnown = [null, guildId].some((scope) =>
      commands.list(scope).some((command) => command.id === id),
    );
    if (!isKnown && id !== world.bot.id) throw refuse('unknownCommand');
    return id;
  };
  router.add('GET', all, (request) => permissions.list(guildOf(request)));
  router.add('GET', one, (request): GuildCommandPermissions => {
    const guildId = guildOf(request);
    return permissions.get(guildId, idOf(request, guildId));
  });
  router.add('PUT', one, (request): GuildCommandPermissions => {
    const guildId = guildOf(request);
    demandManager(services, request, guildId);
    const { permissions: lines } = bodyObject(request.body);
    return permissions.set(guildId, idOf(request, guildId), lines as readonly CommandPermission[]);
  });
}

/** Both rights are asked for: whoever opens a command to a role gives that role something. */
function demandManager(
  { world, oauth }: RestServices,
  { authorization }: HttpRequest,
  guildId: string,
): void {
  const { userId } = personOf(oauth, authorization, 'applications.commands.permissions.update');
  const guild = world.guild(guildId);
  const wanted = Permission.ManageGuild | Permission.ManageRoles;
  if (!has(permissionsInGuild(guild, world.member(guild, userId)), wanted))
    throw refuse('missingPermissions');
}
