import { refuse } from '../api-error.ts';
import { param, Reply, type HttpRequest, type Router } from '../http/router.ts';
import { isObject, isPresent, objectsOf, textOf, textsOf } from '../json.ts';
import { type NewMessage } from '../messaging.ts';
import { type Channel, type Guild, type Message, type StoredMessage } from '../model.ts';
import { has } from '../permissions.ts';
import { checkedEmoji } from '../emoji.ts';
import { compareSnowflakes } from '../snowflake.ts';
import { locales } from '../validation/locales.ts';
import { bodyObject, checkNewMessage } from '../validation/message.ts';
import { MessageType, Permission } from '../wire.ts';
import { type ActionServices } from './action-services.ts';
import { type MemberActions } from './actions.ts';
import { actorOf } from './actor.ts';
import { ClientRefusal } from './refusal.ts';
import { messageView } from './views.ts';
import { localised, visibleCommands } from './visible-commands.ts';

/** Everything that is not an interaction: people, servers, channels, messages and reactions. */
export function addPlaceRoutes(router: Router, services: ActionServices, actions: MemberActions): void {
  addPeopleRoutes(router, services);
  addGuildRoutes(router, services);
  addMembershipRoutes(router, services);
  addMessageRoutes(router, services, actions);
  addReactionRoutes(router, services, actions);
}

function addPeopleRoutes(router: Router, { world }: ActionServices): void {
  router.add('GET', '/local/users', () => [...world.accounts.values()].map(({ user }) => user));
  router.add('POST', '/local/users', (request) => {
    const body = bodyObject(request.body);
    const username = textOf(body.username);
    if (username === undefined || username === '') throw new ClientRefusal('A user needs a username');
    return new Reply(201, world.createUser({ username, locale: checkedLocale(body.locale ?? 'en-US') }));
  });
  router.add('PATCH', '/local/users/@me', (request) => {
    const account = world.account(actorOf(world, request));
    const body = bodyObject(request.body);
    if (body.locale !== undefined) account.locale = checkedLocale(body.locale);
    if (typeof body.hasClosedDirectMessages === 'boolean')
      account.hasClosedDirectMessages = body.hasClosedDirectMessages;
    return account;
  });
  router.add('POST', '/local/direct-messages', (request) => {
    const userId = actorOf(world, request);
    if (textOf(bodyObject(request.body).userId) !== world.bot.id)
      throw new ClientRefusal('Only the bot can be written to');
    return world.directChannel(userId);
  });
}

function checkedLocale(value: unknown): string {
  if (typeof value === 'string' && locales.has(value)) return value;
  throw new ClientRefusal('Discord has no such language');
}

function addGuildRoutes(router: Router, services: ActionServices): void {
  const { world } = services;
  const guildOf = (request: HttpRequest): { guild: Guild; userId: string } => {
    const guild = world.guild(param(request, 'guildId'));
    const userId = actorOf(world, request);
    if (!guild.members.has(userId)) throw refuse('missingAccess');
    return { guild, userId };
  };
  router.add('GET', '/local/guilds', (request) => {
    const userId = actorOf(world, request);
    return [...world.guilds.values()].filter(({ members }) => members.has(userId)).map(guildView);
  });
  router.add('GET', '/local/guilds/:guildId/channels', (request) => {
    const { guild, userId } = guildOf(request);
    return [...guild.channels.values()].filter((channel) => world.canView(channel, userId));
  });
  router.add('GET', '/local/guilds/:guildId/members', (request) => [
    ...guildOf(request).guild.members.values(),
  ]);
  router.add('GET', '/local/guilds/:guildId/roles', (request) => [...guildOf(request).guild.roles.values()]);
  router.add('GET', '/local/channels/:channelId/commands', (request) => {
    const userId = actorOf(world, request);
    const channel = world.channel(param(request, 'channelId'));
    if (!world.canView(channel, userId)) throw refuse('missingAccess');
    const { locale } = world.account(userId);
    return visibleCommands(services, userId, channel).map((command) => localised(command, locale));
  });
}

function addMembershipRoutes(router: Router, { world }: ActionServices): void {
  router.add('POST', '/local/guilds/:guildId/members', (request) => {
    const body = bodyObject(request.body);
    const guildId = param(request, 'guildId');
    const userId =
      textOf(body.userId) ?? world.createUser({ username: textOf(body.username) ?? 'member' }).id;
    return new Reply(201, world.addMember(guildId, userId, textsOf(body.roleIds)));
  });
  router.add('PUT', '/local/guilds/:guildId/members/@me', (request) => {
    const guildId = param(request, 'guildId');
    const userId = actorOf(world, request);
    return world.guild(guildId).members.get(userId) ?? world.addMember(guildId, userId);
  });
  router.add('DELETE', '/local/guilds/:guildId/members/@me', (request) => {
    world.removeMember(param(request, 'guildId'), actorOf(world, request));
  });
}

function guildView({ id, name, ownerId, members }: Guild): object {
  return { id, name, ownerId, memberCount: members.size };
}

function addMessageRoutes(router: Router, services: ActionServices, actions: MemberActions): void {
  const { world, messaging } = services;
  const path = '/local/channels/:channelId/messages';
  router.add('GET', path, (request) => {
    const userId = actorOf(world, request);
    return messagesSeenBy(services, actions.channel(param(request, 'channelId'), userId), userId);
  });
  router.add('POST', path, (request) => said(services, actions, request));
  router.add('GET', `${path}/:messageId`, (request) => {
    const userId = actorOf(world, request);
    const message = actions.message(param(request, 'channelId'), param(request, 'messageId'), userId);
    return messageView(message, userId);
  });
  // Deletes one's own message, dismisses an ephemeral one, or removes another's as a moderator.
  router.add('DELETE', `${path}/:messageId`, (request) => {
    const userId = actorOf(world, request);
    const message = actions.message(param(request, 'channelId'), param(request, 'messageId'), userId);
    const isOwn = message.wire.author.id === userId || message.visibleTo === userId;
    if (!isOwn)
      demandPermission(services, world.channel(message.wire.channel_id), userId, Permission.ManageMessages);
    messaging.delete(message);
  });
  router.add('DELETE', '/local/channels/:channelId', (request) => {
    const userId = actorOf(world, request);
    const channel = actions.channel(param(request, 'channelId'), userId);
    demandPermission(services, channel, userId, Permission.ManageChannels);
    world.deleteChannel(channel.id);
  });
}

function said(services: ActionServices, actions: MemberActions, request: HttpRequest): Message {
  const { world, messaging } = services;
  const userId = actorOf(world, request);
  const channel = actions.channel(param(request, 'channelId'), userId);
  demandPermission(services, channel, userId, Permission.SendMessages);
  const body = bodyObject(request.body);
  const message = { content: body.content, attachments: objectsOf(body.attachments) };
  const stored = message.attachments.map(({ id }) => services.files.sentBy(userId, textOf(id) ?? ''));
  const files = { uploads: [], stored: stored.filter(isPresent) };
  if (files.stored.length > 0) demandPermission(services, channel, userId, Permission.AttachFiles);
  checkNewMessage(message, [], files);
  const repliesTo = repliedMessage(actions, channel, userId, body.message_reference);
  const draft = { channel, author: world.account(userId).user, body: message, files, ...repliesTo };
  return messaging.create(draft).wire;
}

function repliedMessage(
  actions: MemberActions,
  channel: Channel,
  userId: string,
  reference: unknown,
): Pick<NewMessage, 'type' | 'repliesTo'> {
  if (!isObject(reference)) return {};
  const repliesTo = actions.message(channel.id, textOf(reference.message_id) ?? '', userId);
  if (repliesTo.visibleTo !== null) throw new ClientRefusal('Nobody can reply to an ephemeral message', 403);
  return { type: MessageType.Reply, repliesTo };
}

function messagesSeenBy({ messaging }: ActionServices, channel: Channel, userId: string): Message[] {
  return [...messaging.store.history(channel.id), ...messaging.store.ephemeralFor(channel.id, userId)]
    .map((message) => messageView(message, userId))
    .sort((a, b) => compareSnowflakes(a.id, b.id));
}

function addReactionRoutes(router: Router, services: ActionServices, actions: MemberActions): void {
  const { world, messaging } = services;
  const path = '/local/channels/:channelId/messages/:messageId/reactions/:emoji';
  router.add('PUT', path, (request) => {
    const userId = actorOf(world, request);
    const message = actions.message(param(request, 'channelId'), param(request, 'messageId'), userId);
    if (message.visibleTo !== null) throw new ClientRefusal('Nobody can react to an ephemeral message', 403);
    const emoji = checkedEmoji(param(request, 'emoji'));
    if (!message.reactors.has(emoji)) {
      demandPermission(services, world.channel(message.wire.channel_id), userId, Permission.AddReactions);
    }
    messaging.react(message, userId, emoji);
  });
  router.add('DELETE', path, (request) => {
    const userId = actorOf(world, request);
    const message = actions.message(param(request, 'channelId'), param(request, 'messageId'), userId);
    messaging.unreact(message, userId, checkedEmoji(param(request, 'emoji')));
  });
  const moderated = (request: HttpRequest): StoredMessage => {
    const userId = actorOf(world, request);
    const message = actions.message(param(request, 'channelId'), param(request, 'messageId'), userId);
    demandPermission(services, world.channel(message.wire.channel_id), userId, Permission.ManageMessages);
    return message;
  };
  router.add('DELETE', path.replace('/:emoji', ''), (request) => {
    messaging.clearReactions(moderated(request));
  });
  router.add('DELETE', `${path}/all`, (request) => {
    messaging.clearReactions(moderated(request), checkedEmoji(param(request, 'emoji')));
  });
}

function demandPermission({ world }: ActionServices, channel: Channel, userId: string, wanted: bigint): void {
  if (!has(world.permissionsIn(channel, userId), wanted)) throw refuse('missingPermissions');
}
