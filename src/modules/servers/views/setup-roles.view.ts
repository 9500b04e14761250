import { type APIComponentInContainer, ButtonStyle } from 'discord.js';
import { button, optionSelect, roleSelect, row, selectRow, text } from '../../../infra/discord/index.js';
import { roleMention } from '../../../kernel/discord-text.js';
import type { Texts } from '../../../locales/index.js';
import { type BotConfig, ROLE_PERMISSIONS } from '../schemas/server-mapping.schema.js';
import type { SetupPanel } from '../settings/setup.service.js';
import { chooseRoleId, removeRoleId, rolePermissionsId, samePageId } from '../setup.custom-ids.js';

/** Who may create, review and so on, in words; below, the role that is being changed. */
export function rolesPage({ config, roleId }: SetupPanel, texts: Texts): APIComponentInContainer[] {
  const { title, managers, choose } = texts.setup.roles;
  const parts: APIComponentInContainer[] = [
    text(`${title}\n${managers}\n${roleLines(config, texts)}`),
    selectRow(roleSelect(chooseRoleId.build({}), choose)),
  ];
  return roleId === undefined ? parts : [...parts, ...roleEditor(config, roleId, texts)];
}

/** One line per role. Its parts are never more than fit: 25 roles with four permissions each. */
export function roleLines({ allowedRoles }: Pick<BotConfig, 'allowedRoles'>, texts: Texts): string {
  const { nobody, everything } = texts.setup.roles;
  const { names } = texts.permissions;
  if (allowedRoles.length === 0) return nobody;
  return allowedRoles
    .map(({ roleId, permissions }) => {
      const hasAll = permissions.length === ROLE_PERMISSIONS.length;
      const words = hasAll ? everything : permissions.map((permission) => names[permission]).join(', ');
      return `- ${roleMention(roleId)}: ${words}`;
    })
    .join('\n');
}

function roleEditor({ allowedRoles }: BotConfig, roleId: string, texts: Texts): APIComponentInContainer[] {
  const { edit, nothing, remove, done } = texts.setup.roles;
  const { names } = texts.permissions;
  const held = allowedRoles.find((role) => role.roleId === roleId)?.permissions;
  const options = ROLE_PERMISSIONS.map((permission) => ({
    label: sentence(names[permission]),
    value: permission,
    default: held?.includes(permission) ?? false,
  }));
  const finish = button(samePageId.build({ page: 'roles' }), done, ButtonStyle.Primary);
  const takeOut = button(removeRoleId.build({ roleId }), remove, ButtonStyle.Danger);
  return [
    text(edit(roleMention(roleId))),
    selectRow(
      optionSelect(rolePermissionsId.build({ roleId }), options, {
        min: 0,
        max: options.length,
        placeholder: nothing,
      }),
    ),
    row(finish, ...(held === undefined ? [] : [takeOut])),
  ];
}

const sentence = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);
