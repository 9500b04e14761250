import {
  type APIApplicationCommandBasicOption,
  type APIApplicationCommandOption,
  type APIApplicationCommandSubcommandOption,
  ApplicationCommandOptionType as OptionType,
  ApplicationCommandType,
  ChannelType,
  InteractionContextType,
  PermissionsBitField,
  type RESTPostAPIApplicationCommandsJSONBody,
  type RESTPostAPIChatInputApplicationCommandsJSONBody,
} from 'discord.js';
import { code, generatedFrom, page, table } from './markdown.js';

type Manifest = readonly RESTPostAPIApplicationCommandsJSONBody[];
type SlashCommand = RESTPostAPIChatInputApplicationCommandsJSONBody;
type Translations = Partial<Record<string, string | null>> | null | undefined;
interface Named {
  readonly name: string;
  readonly name_localizations?: Translations;
}

/** A line that somebody types: a command, or one of its sub-commands. */
interface Typed {
  readonly line: string;
  readonly german: string;
  readonly description: string;
  readonly germanDescription: string;
  readonly who: string;
  readonly where: string;
  readonly options: readonly APIApplicationCommandBasicOption[];
}

/** `docs/commands.md`, from what is sent to Discord. */
export function commandsPage(manifest: Manifest): string {
  const typed = manifest.filter(isSlashCommand).flatMap(typedLines);
  const menus = manifest.filter((command) => !isSlashCommand(command));
  return page(
    generatedFrom('the commands that the bot declares at Discord'),
    '# Commands',
    'Discord shows a command only to those who may run it; a server can hide it from more people under *Server Settings → Integrations*. ' +
      'A right that is asked for here is checked by the bot again at each step. Answers are seen by nobody else.',
    table(['Command', 'What it does', 'Who', 'Where'], typed.map(overview)),
    ...(menus.length === 0 ? [] : [`Menus of a message or a member: ${menus.map(menuName).join(', ')}.`]),
    ...typed.map(section),
  );
}

const overview = ({ line, description, who, where }: Typed): string[] => [
  `[${code(line)}](#${line.replaceAll(/[^\w -]/g, '').replaceAll(' ', '-')})`,
  description,
  who,
  where,
];

function section({ line, german, description, germanDescription, who, where, options }: Typed): string {
  const blocks = [
    `## ${code(line)}`,
    `${description}.`,
    `German: ${code(german)} – ${germanDescription}.`,
    `Who: ${lowerFirst(who)}. Where: ${where}.`,
  ];
  if (options.length > 0)
    blocks.push(table(['Option', 'German', 'Meaning', 'Takes', 'Required'], options.map(optionRow)));
  return blocks.join('\n\n');
}

function typedLines(command: SlashCommand): Typed[] {
  const shared = {
    who: whoMayRun(command.default_member_permissions),
    where: whereOf(command.contexts),
  };
  const options = command.options ?? [];
  const subcommands = options.flatMap((option) => subcommandsIn(option, [command]));
  if (subcommands.length === 0)
    return [{ ...shared, ...wordsOf([command], command), options: options.filter(isBasic) }];
  return subcommands.map(({ path, subcommand }) => ({
    ...shared,
    ...wordsOf([...path, subcommand], subcommand),
    options: subcommand.options ?? [],
  }));
}

interface Found {
  readonly path: readonly Named[];
  readonly subcommand: APIApplicationCommandSubcommandOption;
}

/** The sub-command, or those of the group. */
function subcommandsIn(option: APIApplicationCommandOption, path: readonly Named[]): Found[] {
  if (option.type === OptionType.Subcommand) return [{ path, subcommand: option }];
  if (option.type !== OptionType.SubcommandGroup) return [];
  return (option.options ?? []).map((subcommand) => ({ path: [...path, option], subcommand }));
}

function wordsOf(
  path: readonly Named[],
  described: { description: string; description_localizations?: Translations },
) {
  return {
    line: `/${path.map(({ name }) => name).join(' ')}`,
    german: `/${path.map(germanName).join(' ')}`,
    description: described.description,
    germanDescription: described.description_localizations?.de ?? described.description,
  };
}

function optionRow(option: APIApplicationCommandBasicOption): string[] {
  return [
    code(option.name),
    code(germanName(option)),
    option.description,
    takes(option),
    option.required === true ? 'yes' : 'no',
  ];
}

function takes(option: APIApplicationCommandBasicOption): string {
  if ('choices' in option && option.choices !== undefined && option.choices.length > 0)
    return option.choices.map(({ name }) => name).join('; ');
  switch (option.type) {
    case OptionType.String:
      return `text${range(option.min_length, option.max_length, ' characters')}`;
    case OptionType.Integer:
      return `a whole number${range(option.min_value, option.max_value)}`;
    case OptionType.Number:
      return `a number${range(option.min_value, option.max_value)}`;
    case OptionType.Boolean:
      return 'yes or no';
    case OptionType.Channel:
      return `a channel${kinds(option.channel_types)}`;
    case OptionType.User:
      return 'a member';
    case OptionType.Role:
      return 'a role';
    case OptionType.Mentionable:
      return 'a member or a role';
    case OptionType.Attachment:
      return 'a file';
  }
}

function range(min: number | undefined, max: number | undefined, unit = ''): string {
  if (min === undefined && max === undefined) return '';
  if (max === undefined) return `, at least ${String(min)}${unit}`;
  return min === undefined ? `, up to ${String(max)}${unit}` : `, ${String(min)} to ${String(max)}${unit}`;
}

function kinds(types: readonly ChannelType[] | undefined): string {
  if (types === undefined || types.length === 0) return '';
  return ` (${types.map((type) => channelKind(type)).join(', ')})`;
}

/** The enum has two names for announcement channels, and gives the older one. */
const channelKind = (type: ChannelType): string =>
  type === ChannelType.GuildAnnouncement
    ? 'announcement'
    : spaced(ChannelType[type].replace(/^Guild/, '')).toLowerCase();

function whoMayRun(permissions: string | number | null | undefined): string {
  if (permissions === undefined || permissions === null) return 'Everyone';
  const names = new PermissionsBitField(BigInt(permissions)).toArray();
  if (names.length === 0) return 'Administrators only';
  return `Members with ${names.map((name) => `**${permissionName(name)}**`).join(' and ')}`;
}

/** As Discord's own settings call it. */
const permissionName = (name: string): string => spaced(name.replace('Guild', 'Server'));

function whereOf(contexts: readonly InteractionContextType[] | null | undefined): string {
  const places = [
    (contexts?.includes(InteractionContextType.Guild) ?? true) && 'in a server',
    (contexts?.includes(InteractionContextType.BotDM) ?? true) && 'in direct messages with the bot',
  ];
  return places.filter((place) => place !== false).join(' and ');
}

const lowerFirst = (words: string): string => words.charAt(0).toLowerCase() + words.slice(1);
const germanName = ({ name, name_localizations: names }: Named): string => names?.de ?? name;
const menuName = (command: Named): string => `${code(command.name)} (${code(germanName(command))})`;
const spaced = (name: string): string => name.replaceAll(/(?<=[a-z])(?=[A-Z])/g, ' ');

const isSlashCommand = (command: RESTPostAPIApplicationCommandsJSONBody): command is SlashCommand =>
  (command.type ?? ApplicationCommandType.ChatInput) === ApplicationCommandType.ChatInput;
const isBasic = (option: APIApplicationCommandOption): option is APIApplicationCommandBasicOption =>
  option.type !== OptionType.Subcommand && option.type !== OptionType.SubcommandGroup;
