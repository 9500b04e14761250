import { refuse } from '../api-error.ts';
import { type CommandPermission, type GuildCommandPermissions } from '../command-permissions.ts';
import { type CommandStore } from '../commands.ts';
import { param, type HttpRequest, type Router } from '../http/router.ts';
import { textOf } from '../json.ts';
import { type Guild } from '../model.ts';
import { has, permissionsInGuild } from '../permissions.ts';
import { bodyObject } from '../validation/message.ts';
import { Permission } from '../wire.ts';
import { type ActionServices } from './action-services.ts';
import { actorOf } from './actor.ts';

/** The page of the application under Server Settings → Integrations. */
export interface IntegrationView {
  readonly commands: readonly { readonly id: string; readonly name: string }[];
  readonly permissions: readonly GuildCommandPermissions[];
}

/** Where the application is at hand and for whom: of a person's account, and of a server under Integrations. */
export function addIntegrationRoutes(router: Router, services: ActionServices): void {
  const { world, commands, permissions } = services;
  router.add('PUT', '/local/users/@me/application', (request) => {
    world.installers.add(actorOf(world, request));
  });
  router.add('DELETE', '/local/users/@me/application', (request) => {
    world.installers.delete(actorOf(world, request));
  });
  const managed = (request: HttpRequest): Guild => {
    const guild = world.guild(param(request, 'guildId'));
    const member = world.member(guild, actorOf(world, request));
    const wanted = Permission.ManageGuild | Permission.ManageRoles;
    if (!has(permissionsInGuild(guild, member), wanted)) throw refuse('missingPermissions');
    return guild;
  };
  router.add('GET', '/local/guilds/:guildId/integration', (request): IntegrationView => {
    const { id } = managed(request);
    const all = [...commands.list(id), ...commands.list(null)];
    return {
      commands: all.map((command) => ({ id: command.id, name: command.name })),
      permissions: permissions.list(id),
    };
  });
  router.add('PUT', '/local/guilds/:guildId/integration', (request): GuildCommandPermissions => {
    const guild = managed(request);
    const body = bodyObject(request.body);
    const id = commandIdOf(commands, guild.id, textOf(body.command)) ?? world.bot.id;
    return permissions.set(guild.id, id, body.permissions as readonly CommandPermission[]);
  });
}

/** Without a name there is no id. @throws ApiError 10063 */
export function commandIdOf(
  commands: CommandStore,
  guildId: string,
  name: string | undefined,
): string | undefined {
  if (name === undefined) return undefined;
  const found = [...commands.list(guildId), ...commands.list(null)].find((command) => command.name === name);
  if (found === undefined) throw refuse('unknownCommand');
  return found.id;
}
