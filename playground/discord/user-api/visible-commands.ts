import { type CommandStore, type StoredCommand } from '../commands.ts';
import { isObject, isPresent, listOf, objectsOf, textOf, type JsonObject } from '../json.ts';
import { type Channel } from '../model.ts';
import { ALL_PERMISSIONS, has } from '../permissions.ts';
import { Context, Permission } from '../wire.ts';
import { type World } from '../world.ts';

/** The commands that this member is offered in this channel. */
export function visibleCommands(
  world: World,
  commands: CommandStore,
  userId: string,
  channel: Channel,
): StoredCommand[] {
  const bits = world.permissionsIn(channel, userId);
  if (!has(bits, Permission.UseApplicationCommands)) return [];
  const guildId = channel.guild_id;
  if (guildId === undefined) {
    return commands
      .list(null)
      .filter((command) => listOf(command.contexts).includes(Context.BotDirectMessage));
  }
  if (!world.guild(guildId).members.has(world.bot.id)) return [];
  const global = commands.list(null).filter((command) => listOf(command.contexts).includes(Context.Guild));
  return [...commands.list(guildId), ...global].filter((command) => isPermitted(command, bits));
}

/** "0" leaves only administrators, as in Discord. */
function isPermitted(command: StoredCommand, bits: bigint): boolean {
  if (bits === ALL_PERMISSIONS) return true;
  const wanted = textOf(command.default_member_permissions);
  if (wanted === undefined) return true;
  return wanted !== '0' && has(bits, BigInt(wanted));
}

/** A command, or a part of it, with the words that a member of this language reads. */
export function localised(part: JsonObject, locale: string): JsonObject {
  const { name_localizations: names, description_localizations: descriptions, ...rest } = part;
  return {
    ...rest,
    displayName: inLanguage(names, locale) ?? part.name,
    ...(isPresent(part.description) && {
      displayDescription: inLanguage(descriptions, locale) ?? part.description,
    }),
    ...(part.options !== undefined && {
      options: objectsOf(part.options).map((option) => localised(option, locale)),
    }),
    ...(part.choices !== undefined && {
      choices: objectsOf(part.choices).map((choice) => localised(choice, locale)),
    }),
  };
}

function inLanguage(texts: unknown, locale: string): string | undefined {
  return isObject(texts) ? textOf(texts[locale]) : undefined;
}
