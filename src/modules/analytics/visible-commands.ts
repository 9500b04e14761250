import {
  type APIApplicationCommandOption,
  ApplicationCommandOptionType,
  ApplicationCommandType,
  InteractionContextType,
  PermissionFlagsBits,
  type RESTPostAPIApplicationCommandsJSONBody,
  type RESTPostAPIChatInputApplicationCommandsJSONBody,
} from 'discord.js';

export interface CommandLine {
  /** As it is run, without slash: `task create`. */
  readonly command: string;
  readonly description: string;
}

/**
 * The slash commands that a member may run, in their language.
 *
 * @param permissions the member's permission bits here; `undefined` in a direct message
 */
export function visibleCommands(
  manifest: readonly RESTPostAPIApplicationCommandsJSONBody[],
  permissions: bigint | undefined,
  locale: string,
): CommandLine[] {
  const context = permissions === undefined ? InteractionContextType.BotDM : InteractionContextType.Guild;
  return manifest
    .filter(isChatInput)
    .filter(({ contexts }) => contexts?.includes(context) ?? true)
    .filter(({ default_member_permissions: needed }) => isAllowed(needed, permissions))
    .flatMap((command) => linesOf(command, locale));
}

function isChatInput(
  command: RESTPostAPIApplicationCommandsJSONBody,
): command is RESTPostAPIChatInputApplicationCommandsJSONBody {
  return command.type === undefined || command.type === ApplicationCommandType.ChatInput;
}

function isAllowed(needed: string | number | null | undefined, permissions: bigint | undefined): boolean {
  if (needed === undefined || needed === null || permissions === undefined) return true;
  if ((permissions & PermissionFlagsBits.Administrator) !== 0n) return true;
  // To Discord 0 means: administrators only.
  return BigInt(needed) !== 0n && (permissions & BigInt(needed)) === BigInt(needed);
}

function linesOf(command: RESTPostAPIChatInputApplicationCommandsJSONBody, locale: string): CommandLine[] {
  const subcommands = (command.options ?? []).flatMap((option) =>
    subcommandLines(command.name, option, locale),
  );
  if (subcommands.length > 0) return subcommands;
  return [{ command: command.name, description: localized(command, locale) }];
}

/** A group of sub-commands is nothing by itself. */
function subcommandLines(above: string, option: APIApplicationCommandOption, locale: string): CommandLine[] {
  const command = `${above} ${option.name}`;
  if (option.type === ApplicationCommandOptionType.SubcommandGroup)
    return (option.options ?? []).flatMap((inner) => subcommandLines(command, inner, locale));
  if (option.type !== ApplicationCommandOptionType.Subcommand) return [];
  return [{ command, description: localized(option, locale) }];
}

interface Described {
  description: string;
  description_localizations?: Partial<Record<string, string | null>> | null;
}
const localized = (described: Described, locale: string): string =>
  described.description_localizations?.[locale] ?? described.description;
