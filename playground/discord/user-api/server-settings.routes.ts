import { refuse } from '../api-error.ts';
import { param, Reply, type HttpRequest, type Router } from '../http/router.ts';
import { textOf } from '../json.ts';
import { type Guild } from '../model.ts';
import { has, permissionsInGuild } from '../permissions.ts';
import { checkForm } from '../validation/form.ts';
import { bodyObject } from '../validation/message.ts';
import { Permission } from '../wire.ts';
import { type ActionServices } from './action-services.ts';
import { actorOf } from './actor.ts';

const NAME_MAX = 100;

/** What the managers of a server do to it: its name, its channels and roles, and whether it has the bot. */
export function addServerSettingsRoutes(router: Router, { world }: ActionServices): void {
  const managed = (request: HttpRequest, wanted: bigint): Guild => {
    const guild = world.guild(param(request, 'guildId'));
    const member = world.member(guild, actorOf(world, request));
    if (!has(permissionsInGuild(guild, member), wanted)) throw refuse('missingPermissions');
    return guild;
  };
  router.add('POST', '/local/guilds', (request) => {
    const ownerId = actorOf(world, request);
    const { id } = world.createGuild({ name: nameOf(request, 2), ownerId, withBot: false });
    const { id: systemChannelId } = world.createChannel(id, { name: 'general' });
    world.updateGuild(id, { systemChannelId });
    return new Reply(201, { id, channelId: systemChannelId });
  });
  router.add('PATCH', '/local/guilds/:guildId', (request) => {
    const { id } = managed(request, Permission.ManageGuild);
    world.updateGuild(id, { name: nameOf(request, 2) });
  });
  router.add('PUT', '/local/guilds/:guildId/bot', (request) => {
    world.inviteBot(managed(request, Permission.ManageGuild).id);
  });
  router.add('DELETE', '/local/guilds/:guildId/bot', (request) => {
    world.removeMember(managed(request, Permission.ManageGuild).id, world.bot.id);
  });
  router.add('POST', '/local/guilds/:guildId/channels', (request) => {
    const { id } = managed(request, Permission.ManageChannels);
    return new Reply(201, world.createChannel(id, { name: nameOf(request, 1) }));
  });
  router.add('POST', '/local/guilds/:guildId/roles', (request) => {
    const { id } = managed(request, Permission.ManageRoles);
    return new Reply(201, world.createRole(id, { name: nameOf(request, 1) }));
  });
  router.add('DELETE', '/local/guilds/:guildId/roles/:roleId', (request) => {
    world.deleteRole(managed(request, Permission.ManageRoles).id, param(request, 'roleId'));
  });
}

function nameOf(request: HttpRequest, min: number): string {
  const body = bodyObject(request.body);
  checkForm(body, (root) => {
    root.at('name').text({ min, max: NAME_MAX, required: true });
  });
  return textOf(body.name) ?? '';
}
