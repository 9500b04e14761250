import { cleanLine, parseWholeNumber } from '../../../kernel/text.js';
import type { ChannelState, GuildState } from '../../../infra/discord/index.js';
import { catalogues, type LocaleCode } from '../../../locales/index.js';
import {
  CARD_DELETED,
  type OnCardDeleted,
  ROLE_PERMISSIONS,
  type RolePermission,
} from '../schemas/server-mapping.schema.js';
import { SettingRefusedError } from './settings.errors.js';

export const CHANNEL_FIELDS = [
  'defaultChannel',
  'announcementChannel',
  'reviewChannel',
  'logChannel',
] as const;
export type ChannelField = (typeof CHANNEL_FIELDS)[number];

/** Switches by their path in the configuration. */
export const SWITCHES = {
  tasks: 'autoPostTasks',
  allowlists: 'autoPostAllowlists',
  reviews: 'notifications.reviews',
  winners: 'notifications.winners',
  problems: 'notifications.problems',
} as const;
export type SwitchName = keyof typeof SWITCHES;

export const SETUP_PAGES = ['channels', 'roles', 'posting', 'language', 'check'] as const;
export type SetupPage = (typeof SETUP_PAGES)[number];

/** What can be typed as well as chosen. */
export const TYPED_FIELDS = ['timezone', 'minimumAccountAge'] as const;
export type TypedField = (typeof TYPED_FIELDS)[number];

export const MAX_ACCOUNT_AGE_DAYS = 3_650;
/** Stands for the server's own language among the choices. */
export const SERVER_LANGUAGE = 'server';
const MAX_ZONE_LENGTH = 40;

const isOneOf =
  <Value extends string>(values: readonly Value[]) =>
  (value: string): value is Value =>
    (values as readonly string[]).includes(value);

export const isChannelField = isOneOf(CHANNEL_FIELDS);
export const isSetupPage = isOneOf(SETUP_PAGES);
export const isTypedField = isOneOf(TYPED_FIELDS);
export const isRolePermission = isOneOf(ROLE_PERMISSIONS);
export const isSwitchName = isOneOf(Object.keys(SWITCHES) as SwitchName[]);
export const isCardDeletedChoice: (value: string) => value is OnCardDeleted = isOneOf(CARD_DELETED);
const isLocaleCode = isOneOf(Object.keys(catalogues) as LocaleCode[]);

/** A control that this version doesn't know, or a value that it never offered. */
export const outOfDate = (what: string): SettingRefusedError =>
  new SettingRefusedError(what, (texts) => texts.errors.outOfDate);

/** @throws SettingRefusedError it is no text or announcement channel of this server */
export function assertPostable({ channels }: GuildState, channelId: string): void {
  const channel = channels.find(({ id }) => id === channelId);
  if (channel === undefined || !isPostable(channel))
    throw new SettingRefusedError('No channel to post in', (texts) => texts.setup.refused.channel);
}

/** Text (0) or announcement (5): what is posted there can be read by everybody who sees the channel. */
export const isPostable = ({ type }: ChannelState): boolean => type === 0 || type === 5;

/**
 * A role that can be given permissions of its own.
 *
 * @throws SettingRefusedError with the reason why not
 */
export function assertGivable({ id: guildId, roles }: GuildState, roleId: string): void {
  const role = roles.find(({ id }) => id === roleId);
  if (roleId === guildId) throw new SettingRefusedError('@everyone', (texts) => texts.setup.refused.everyone);
  if (role === undefined)
    throw new SettingRefusedError('No such role', (texts) => texts.setup.refused.roleGone);
  if (role.isAutomatic)
    throw new SettingRefusedError('Not given by people', (texts) => texts.setup.refused.automaticRole);
}

/** In the order of the catalogue, each once. @throws SettingRefusedError */
export function readPermissions(values: readonly string[]): RolePermission[] {
  if (!values.every(isRolePermission)) throw outOfDate('A permission that was not offered');
  return ROLE_PERMISSIONS.filter((permission) => values.includes(permission));
}

/** `undefined` is the server's own. @throws SettingRefusedError */
export function readLanguage(value: string): LocaleCode | undefined {
  if (value === SERVER_LANGUAGE) return undefined;
  if (isLocaleCode(value)) return value;
  throw outOfDate('A language that was not offered');
}

/** @throws SettingRefusedError no whole number of days that may be */
export function readAccountAge(typed: string): number {
  const days = parseWholeNumber(typed);
  if (days !== null && days <= MAX_ACCOUNT_AGE_DAYS) return days;
  throw new SettingRefusedError('No number of days', (texts) =>
    texts.setup.refused.accountAge(texts.common.number(MAX_ACCOUNT_AGE_DAYS)),
  );
}

/**
 * A time zone of the IANA list, however it was spelled; the city alone is enough.
 *
 * @throws SettingRefusedError
 */
export function readTimeZone(typed: string): string {
  const wanted = cleanLine(typed).replaceAll(' ', '_').toLowerCase();
  const known = ['UTC', ...Intl.supportedValuesOf('timeZone')];
  const exact = known.find((zone) => zone.toLowerCase() === wanted);
  if (exact !== undefined) return exact;
  const byCity = known.filter((zone) => zone.toLowerCase().split('/').at(-1) === wanted);
  const found = byCity.length === 1 ? byCity[0] : otherNameOf(wanted);
  if (found !== undefined) return found;
  throw new SettingRefusedError('No such time zone', (texts) => texts.setup.refused.timezone);
}

/** Old and short names that Intl knows, such as `US/Pacific`; an offset names no place and knows no summer. */
function otherNameOf(name: string): string | undefined {
  if (!/^[a-z][a-z0-9_+/-]*$/.test(name) || name.length > MAX_ZONE_LENGTH) return undefined;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone;
  } catch {
    return undefined;
  }
}
