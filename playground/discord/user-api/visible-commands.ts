import { type StoredCommand } from '../commands.ts';
import { contextOf, installationOwners } from '../interactions/installation.ts';
import { isObject, isPresent, listOf, objectsOf, textOf, type JsonObject } from '../json.ts';
import { type Channel } from '../model.ts';
import { has } from '../permissions.ts';
import { Permission } from '../wire.ts';
import { type ActionServices } from './action-services.ts';

/** The commands that this member is offered in this channel. */
export function visibleCommands(
  { world, commands, permissions }: Pick<ActionServices, 'world' | 'commands' | 'permissions'>,
  userId: string,
  channel: Channel,
): StoredCommand[] {
  if (!has(world.permissionsIn(channel, userId), Permission.UseApplicationCommands)) return [];
  const context = contextOf(world, channel);
  const global = commands.list(null).filter((command) => {
    const owners = installationOwners(world, userId, channel, listOf(command.integration_types));
    return listOf(command.contexts).includes(context) && Object.keys(owners).length > 0;
  });
  const guild = world.guildOf(channel);
  if (guild === null) return global;
  const member = world.member(guild, userId);
  const own = guild.members.has(world.bot.id) ? commands.list(guild.id) : [];
  return [...own, ...global].filter((command) =>
    permissions.allows(command.id, textOf(command.default_member_permissions), member, channel),
  );
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
