import { NotImplementedHere, refuse } from '../api-error.ts';
import { type Upload } from '../files/upload.ts';
import { withoutContent } from '../gateway/audience.ts';
import { param, type HttpRequest, type Router } from '../http/router.ts';
import { isObject, listOf, type JsonObject } from '../json.ts';
import { type Channel, type StoredMessage } from '../model.ts';
import { demand, has } from '../permissions.ts';
import { compareSnowflakes } from '../snowflake.ts';
import { checkForm } from '../validation/form.ts';
import { bodyObject, checkMessageEdit, checkNewMessage } from '../validation/message.ts';
import { ChannelType, Intent, MessageType, Permission } from '../wire.ts';
import { channelForBot, demandOpenConversation } from './access.ts';
import { type RestServices } from './services.ts';

/** Channels and the messages in them. */
export function addChannelRoutes(router: Router, services: RestServices): void {
  const { world, messaging } = services;
  const messages = '/channels/:channelId/messages';
  const one = `${messages}/:messageId`;
  const find = (request: HttpRequest): StoredMessage =>
    messaging.store.get(param(request, 'channelId'), param(request, 'messageId'));

  router.add('GET', '/channels/:channelId', (request) => channelForBot(world, param(request, 'channelId')));
  router.add('DELETE', '/channels/:channelId', (request) => {
    channelForBot(world, param(request, 'channelId'), Permission.ManageChannels);
    return world.deleteChannel(param(request, 'channelId'));
  });
  router.add('GET', messages, (request) => listMessages(services, request));
  router.add('POST', messages, (request) => createMessage(services, request));
  router.add('GET', one, (request) => {
    channelForBot(world, param(request, 'channelId'), Permission.ReadMessageHistory);
    return shownToBot(services, find(request));
  });
  router.add('PATCH', one, (request) => {
    const channel = channelForBot(world, param(request, 'channelId'));
    const message = find(request);
    if (message.wire.author.id !== world.bot.id) throw refuse('notTheAuthor');
    const body = bodyObject(request.body);
    const { uploads } = request;
    demandFiles(world.permissionsIn(channel, world.bot.id), uploads);
    checkMessageEdit(body, message.wire, [], { uploads, stored: message.files });
    return messaging.edit(message, body, uploads).wire;
  });
  router.add('DELETE', one, (request) => {
    const channel = channelForBot(world, param(request, 'channelId'));
    const message = find(request);
    if (message.wire.author.id !== world.bot.id) {
      if (channel.type === ChannelType.DirectMessage) throw refuse('notOnDirectMessage');
      channelForBot(world, channel.id, Permission.ManageMessages);
    }
    messaging.delete(message);
  });
}

function listMessages(services: RestServices, request: HttpRequest): unknown[] {
  const { world, messaging } = services;
  const channel = channelForBot(world, param(request, 'channelId'));
  if (!has(world.permissionsIn(channel, world.bot.id), Permission.ReadMessageHistory)) return [];
  const { query } = request;
  const limit = Number(query.get('limit') ?? '50');
  checkForm({ limit }, (root) => {
    root.at('limit').integer({ min: 1, max: 100 });
  });
  if (query.has('around')) throw new NotImplementedHere('GET messages with `around`');
  let found = messaging.store.history(channel.id);
  const after = query.get('after');
  const before = query.get('before');
  if (after !== null) found = found.filter(({ wire }) => compareSnowflakes(wire.id, after) > 0);
  if (before !== null) found = found.filter(({ wire }) => compareSnowflakes(wire.id, before) < 0);
  // `after` starts at the oldest, everything else at the newest; the answer is always newest first.
  const page = after !== null ? found.slice(0, limit) : found.slice(-limit);
  return page.reverse().map((message) => shownToBot(services, message));
}

function createMessage({ world, messaging }: RestServices, request: HttpRequest): unknown {
  const channel = channelForBot(world, param(request, 'channelId'), Permission.SendMessages);
  if (channel.type === ChannelType.Category) throw refuse('wrongChannelType');
  demandOpenConversation(world, channel);
  const body = bodyObject(request.body);
  const files = { uploads: request.uploads, stored: [] };
  checkNewMessage(body, [], files);
  const bits = world.permissionsIn(channel, world.bot.id);
  if (listOf(body.embeds).length > 0) demand(bits, Permission.EmbedLinks);
  demandFiles(bits, files.uploads);

  const now = world.clock.now();
  const nonce = typeof body.nonce === 'string' || typeof body.nonce === 'number' ? String(body.nonce) : '';
  if (nonce !== '' && body.enforce_nonce === true) {
    const existing = messaging.store.findByNonce(channel.id, world.bot.id, nonce, now);
    if (existing !== undefined) return existing.wire;
  }
  const repliesTo = repliedMessage({ world, messaging }, channel, body.message_reference, bits);
  const message = messaging.create({
    channel,
    author: world.bot,
    body,
    files,
    type: repliesTo === undefined ? MessageType.Default : MessageType.Reply,
    ...(repliesTo !== undefined && { repliesTo }),
  });
  if (nonce !== '') messaging.store.rememberNonce(channel.id, world.bot.id, nonce, message.wire.id, now);
  return message.wire;
}

function demandFiles(bits: bigint, uploads: readonly Upload[]): void {
  if (uploads.length > 0) demand(bits, Permission.AttachFiles);
}

function repliedMessage(
  { messaging }: Pick<RestServices, 'world' | 'messaging'>,
  channel: Channel,
  reference: unknown,
  bits: bigint,
): StoredMessage | undefined {
  if (!isObject(reference)) return undefined;
  if (reference.type === 1) throw new NotImplementedHere('forwarded messages');
  demand(bits, Permission.ReadMessageHistory);
  const target = messaging.store.history(channel.id).find(({ wire }) => wire.id === reference.message_id);
  if (target === undefined && reference.fail_if_not_exists !== false) refuseReference(reference);
  return target;
}

function refuseReference(reference: JsonObject): void {
  checkForm({ message_reference: reference }, (root) => {
    root.at('message_reference').fail('REPLIES_UNKNOWN_MESSAGE', 'Unknown message');
  });
}

function shownToBot({ world, privilegedIntents }: RestServices, message: StoredMessage): object {
  return (privilegedIntents & Intent.MessageContent) !== 0 ? message.wire : withoutContent(world, message);
}
