import { type APIRoleSelectComponent, ComponentType, SelectMenuDefaultValueType } from 'discord.js';

/** One role, or none: what is chosen can be taken out again. */
export const rewardSelect = (
  customId: string,
  placeholder: string,
  chosen?: string,
): APIRoleSelectComponent => ({
  type: ComponentType.RoleSelect,
  custom_id: customId,
  placeholder,
  min_values: 0,
  max_values: 1,
  ...(chosen !== undefined && { default_values: [{ id: chosen, type: SelectMenuDefaultValueType.Role }] }),
});
