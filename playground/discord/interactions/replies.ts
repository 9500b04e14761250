import { type Upload } from '../files/upload.ts';
import { numberOf, type JsonObject } from '../json.ts';
import { type Messaging } from '../messaging.ts';
import { type StoredMessage } from '../model.ts';
import { has } from '../permissions.ts';
import { CommandType, InteractionType, MessageFlag, MessageType, Permission } from '../wire.ts';
import { type World } from '../world.ts';
import { isByUserAlone } from './installation.ts';
import { type Interaction } from './interaction.ts';

/** What a bot sends to be a message. */
export interface MessageSent {
  readonly body: JsonObject;
  readonly uploads: readonly Upload[];
}

/** Writes a reply of the bot; the first one of an interaction becomes its `@original`. */
export function createReply(
  { world, messaging }: { world: World; messaging: Messaging },
  interaction: Interaction,
  { body, uploads }: MessageSent,
  serverFlags = 0,
): StoredMessage {
  const isEphemeral =
    ((numberOf(body.flags) ?? 0) & MessageFlag.Ephemeral) !== 0 || isForcedEphemeral(world, interaction);
  const isFirst = interaction.callbackType === null;
  const repliesTo = referencedMessage(interaction, isFirst);
  const message = messaging.create({
    channel: world.channel(interaction.channelId),
    author: world.bot,
    body,
    files: { uploads, stored: [] },
    type: replyType(interaction, isFirst, repliesTo),
    flags: serverFlags | (isEphemeral ? MessageFlag.Ephemeral : 0),
    visibleTo: isEphemeral ? interaction.user.id : null,
    interaction: {
      webhook_id: world.bot.id,
      application_id: world.bot.id,
      interaction_metadata: interaction.metadata,
    },
    ...(repliesTo !== undefined && { repliesTo }),
  });
  if (isFirst) interaction.original = message;
  interaction.messages.set(message.wire.id, message);
  return message;
}

/** A guest of one person shows nothing to the others of a guild that doesn't allow external applications. */
function isForcedEphemeral(world: World, { metadata, channelId, user, guildId }: Interaction): boolean {
  if (guildId === null || !isByUserAlone(metadata.authorizing_integration_owners)) return false;
  return !has(world.permissionsIn(world.channel(channelId), user.id), Permission.UseExternalApps);
}

/** Follow-ups refer to the first reply, replies to a press to what was pressed; nothing refers to an ephemeral one. */
function referencedMessage(interaction: Interaction, isFirst: boolean): StoredMessage | undefined {
  const target = isFirst ? interaction.source : (interaction.original ?? interaction.source);
  return target?.visibleTo === null ? target : undefined;
}

function replyType(interaction: Interaction, isFirst: boolean, repliesTo: StoredMessage | undefined): number {
  if (isFirst && interaction.source === null && interaction.type !== InteractionType.Component)
    return isMenu(interaction) ? MessageType.ContextMenuReply : MessageType.ChatInputReply;
  return repliesTo === undefined ? MessageType.Default : MessageType.Reply;
}

function isMenu({ metadata }: Interaction): boolean {
  return metadata.command_type === CommandType.User || metadata.command_type === CommandType.Message;
}
