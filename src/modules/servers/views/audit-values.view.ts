import { literal } from '../../../infra/discord/index.js';
import { channelMention, dateAndTime, roleMention } from '../../../kernel/discord-text.js';
import { isSnowflake } from '../../../kernel/snowflake.js';
import { truncate } from '../../../kernel/text.js';
import type { Texts } from '../../../locales/index.js';
import { CARD_DELETED, ROLE_PERMISSIONS, type RolePermission } from '../schemas/server-mapping.schema.js';

const LONGEST_VALUE = 80;
const CHANGED = JSON.stringify('changed');
const ISO_TIME = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/;

/**
 * A value of an entry of the audit trail, for people.
 *
 * @param json as the trail keeps it, possibly cut off; `undefined` where there was none
 */
export function shownValue(field: string, json: string | undefined, texts: Texts): string {
  const { values } = texts.auditLog;
  if (json === undefined) return values.none;
  if (json === CHANGED) return values.private;
  const value = parsed(json);
  if (value === true || value === false) return value ? values.on : values.off;
  if (typeof value === 'number') return texts.common.number(value);
  if (field === 'botConfig.allowedRoles' && Array.isArray(value)) return rolesText(value, texts);
  if (Array.isArray(value) && value.length === 0) return values.none;
  if (typeof value !== 'string') return short(json);
  const cardDeleted = CARD_DELETED.find((choice) => choice === value);
  if (field === 'botConfig.onCardDeleted' && cardDeleted !== undefined)
    return texts.setup.posting.onCardDeleted[cardDeleted];
  if (isSnowflake(value) && field.endsWith('Channel')) return channelMention(value);
  if (ISO_TIME.test(value)) return dateAndTime(new Date(value));
  return value === '' ? values.none : short(value);
}

const short = (words: string): string => literal(truncate(words.replaceAll('\n', ' '), LONGEST_VALUE));

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

function rolesText(roles: readonly unknown[], texts: Texts): string {
  const each = roles.map((role) => {
    const { roleId, permissions } = role as { roleId?: unknown; permissions?: unknown };
    const names = (Array.isArray(permissions) ? permissions : [])
      .filter((permission): permission is RolePermission =>
        ROLE_PERMISSIONS.includes(permission as RolePermission),
      )
      .map((permission) => texts.permissions.names[permission]);
    return `${isSnowflake(roleId) ? roleMention(roleId) : '?'} (${names.join(', ')})`;
  });
  return each.length === 0 ? texts.auditLog.values.none : truncate(each.join(', '), 3 * LONGEST_VALUE);
}

export const isMoment = (json = ''): boolean => ISO_TIME.test(json.slice(1, -1));
