import {
  ApplicationCommandOptionType,
  ApplicationCommandType,
  InteractionContextType,
  PermissionFlagsBits,
  type RESTPostAPIApplicationCommandsJSONBody,
} from 'discord.js';
import { visibleCommands } from '../../../../src/modules/analytics/visible-commands.js';

const guild = [InteractionContextType.Guild];
const everywhere = [InteractionContextType.Guild, InteractionContextType.BotDM];
const manifest: RESTPostAPIApplicationCommandsJSONBody[] = [
  { name: 'help', description: 'Help', description_localizations: { de: 'Hilfe' }, contexts: everywhere },
  {
    name: 'task',
    description: 'Tasks',
    contexts: guild,
    default_member_permissions: String(PermissionFlagsBits.ManageGuild),
    options: [
      {
        type: ApplicationCommandOptionType.Subcommand,
        name: 'create',
        description: 'Create',
        description_localizations: { de: 'Erstellen' },
      },
      { type: ApplicationCommandOptionType.Subcommand, name: 'review', description: 'Review' },
      {
        type: ApplicationCommandOptionType.SubcommandGroup,
        name: 'points',
        description: 'Points',
        options: [{ type: ApplicationCommandOptionType.Subcommand, name: 'credit', description: 'Credit' }],
      },
    ],
  },
  {
    name: 'tasks',
    description: 'Open tasks',
    contexts: guild,
    options: [{ type: ApplicationCommandOptionType.String, name: 'show', description: 'Which' }],
  },
  {
    name: 'ban-and-manage',
    description: 'Both',
    default_member_permissions: String(PermissionFlagsBits.ManageGuild | PermissionFlagsBits.BanMembers),
  },
  { name: 'nobody', description: 'Administrators only', default_member_permissions: '0' },
  { type: ApplicationCommandType.Message, name: 'Manage this post' },
];
const names = (permissions: bigint | undefined, locale = 'en-US') =>
  visibleCommands(manifest, permissions, locale).map(({ command }) => command);

describe('the commands that a member reads of', () => {
  it('in a server are those that need no permission', () => {
    expect(names(PermissionFlagsBits.SendMessages)).toEqual(['help', 'tasks']);
  });

  it('include a manager’s sub-commands, one by one, also those of a group', () => {
    expect(names(PermissionFlagsBits.ManageGuild)).toEqual([
      'help',
      'task create',
      'task review',
      'task points credit',
      'tasks',
    ]);
  });

  it('need every permission that is asked for', () => {
    expect(names(PermissionFlagsBits.ManageGuild | PermissionFlagsBits.BanMembers)).toContain(
      'ban-and-manage',
    );
  });

  it('are all of them for an administrator', () => {
    expect(names(PermissionFlagsBits.Administrator)).toEqual([
      'help',
      'task create',
      'task review',
      'task points credit',
      'tasks',
      'ban-and-manage',
      'nobody',
    ]);
  });

  it('in a direct message are those that work there', () => {
    expect(names(undefined)).toContain('help');
    expect(names(undefined)).not.toContain('tasks');
    expect(names(undefined)).not.toContain('task create');
  });

  it('are described in the member’s language, else in English', () => {
    const described = (locale: string) =>
      visibleCommands(manifest, PermissionFlagsBits.ManageGuild, locale).map(
        ({ description }) => description,
      );
    expect(described('de')).toEqual(['Hilfe', 'Erstellen', 'Review', 'Credit', 'Open tasks']);
    expect(described('tr')).toEqual(['Help', 'Create', 'Review', 'Credit', 'Open tasks']);
  });
});
