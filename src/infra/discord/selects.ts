import {
  type APIActionRowComponent,
  type APIChannelSelectComponent,
  type APIRoleSelectComponent,
  type APISelectMenuOption,
  type APIStringSelectComponent,
  ChannelType,
  ComponentType,
  SelectMenuDefaultValueType,
} from 'discord.js';

type Select = APIChannelSelectComponent | APIRoleSelectComponent | APIStringSelectComponent;

/** Where the bot can post what everybody of a server may read: no voice channel, no thread. */
export const POSTABLE_CHANNELS = [ChannelType.GuildText, ChannelType.GuildAnnouncement] as const;

/** A select fills a row. */
export const selectRow = <Of extends Select>(select: Of): APIActionRowComponent<Of> => ({
  type: ComponentType.ActionRow,
  components: [select],
});

/** One text or announcement channel, or none: what is chosen can be taken out again. */
export const channelSelect = (
  customId: string,
  placeholder: string,
  chosen?: string,
): APIChannelSelectComponent => ({
  type: ComponentType.ChannelSelect,
  custom_id: customId,
  placeholder,
  channel_types: [...POSTABLE_CHANNELS],
  min_values: 0,
  max_values: 1,
  ...(chosen !== undefined && {
    default_values: [{ id: chosen, type: SelectMenuDefaultValueType.Channel }],
  }),
});

export const roleSelect = (customId: string, placeholder: string): APIRoleSelectComponent => ({
  type: ComponentType.RoleSelect,
  custom_id: customId,
  placeholder,
});

/** One role, or none: what is chosen can be taken out again. */
export const optionalRoleSelect = (
  customId: string,
  placeholder: string,
  chosen?: string,
): APIRoleSelectComponent => ({
  ...roleSelect(customId, placeholder),
  min_values: 0,
  max_values: 1,
  ...(chosen !== undefined && { default_values: [{ id: chosen, type: SelectMenuDefaultValueType.Role }] }),
});

/** @param limits one of the options unless told otherwise */
export const optionSelect = (
  customId: string,
  options: readonly APISelectMenuOption[],
  limits: { readonly min?: number; readonly max?: number; readonly placeholder?: string } = {},
): APIStringSelectComponent => ({
  type: ComponentType.StringSelect,
  custom_id: customId,
  ...(limits.placeholder !== undefined && { placeholder: limits.placeholder }),
  min_values: limits.min ?? 1,
  max_values: limits.max ?? 1,
  options: [...options],
});
