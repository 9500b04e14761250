import { refuse } from '../api-error.ts';
import { checkedEmoji } from '../emoji.ts';
import { param, type HttpRequest, type Router } from '../http/router.ts';
import { isPresent } from '../json.ts';
import { type StoredMessage } from '../model.ts';
import { has } from '../permissions.ts';
import { Permission } from '../wire.ts';
import { channelForBot } from './access.ts';
import { type RestServices } from './services.ts';

const DIFFERENT_MAX = 20;
const SUPER_REACTION = '1';

const ALL = '/channels/:channelId/messages/:messageId/reactions';
const OF_EMOJI = `${ALL}/:emoji`;

export function addReactionRoutes(router: Router, services: RestServices): void {
  addOwnReactionRoutes(router, services);
  addModeratorRoutes(router, services);
}

function find({ world, messaging }: RestServices, request: HttpRequest): StoredMessage {
  channelForBot(world, param(request, 'channelId'), Permission.ReadMessageHistory);
  return messaging.store.get(param(request, 'channelId'), param(request, 'messageId'));
}

function addOwnReactionRoutes(router: Router, services: RestServices): void {
  const { world, messaging } = services;

  router.add('PUT', `${OF_EMOJI}/@me`, (request) => {
    const message = find(services, request);
    const emoji = checkedEmoji(param(request, 'emoji'));
    const channel = channelForBot(world, message.wire.channel_id);
    // Joining an existing reaction needs no permission.
    if (!message.reactors.has(emoji)) {
      if (!has(world.permissionsIn(channel, world.bot.id), Permission.AddReactions))
        throw refuse('missingPermissions');
      if (message.reactors.size >= DIFFERENT_MAX) throw refuse('tooManyReactions');
    }
    messaging.react(message, world.bot.id, emoji);
  });
  router.add('DELETE', `${OF_EMOJI}/@me`, (request) => {
    messaging.unreact(find(services, request), world.bot.id, checkedEmoji(param(request, 'emoji')));
  });
  router.add('GET', OF_EMOJI, (request) => {
    // Nobody here gives super reactions.
    if (request.query.get('type') === SUPER_REACTION) return [];
    const limit = Math.min(100, Number(request.query.get('limit') ?? '25'));
    const after = request.query.get('after') ?? '0';
    return [...(find(services, request).reactors.get(checkedEmoji(param(request, 'emoji'))) ?? [])]
      .sort((a, b) => (BigInt(a) < BigInt(b) ? -1 : 1))
      .filter((userId) => BigInt(userId) > BigInt(after))
      .slice(0, limit)
      .map((userId) => world.accounts.get(userId)?.user)
      .filter(isPresent);
  });
}

function addModeratorRoutes(router: Router, services: RestServices): void {
  const { world, messaging } = services;
  const moderated = (request: HttpRequest): StoredMessage => {
    const message = find(services, request);
    channelForBot(world, message.wire.channel_id, Permission.ManageMessages);
    return message;
  };
  router.add('DELETE', `${OF_EMOJI}/:userId`, (request) => {
    messaging.unreact(moderated(request), param(request, 'userId'), checkedEmoji(param(request, 'emoji')));
  });
  router.add('DELETE', OF_EMOJI, (request) => {
    messaging.clearReactions(moderated(request), checkedEmoji(param(request, 'emoji')));
  });
  router.add('DELETE', ALL, (request) => {
    messaging.clearReactions(moderated(request));
  });
}
