import type { GuildState } from '../../../infra/discord/index.js';
import { TaskOptionsError } from '../tasks.errors.js';

const ADMINISTRATOR = 3n;
const MANAGE_ROLES = 28n;
/**
 * Discord's permissions over other people and over the server: kick, ban, administrator, manage channels,
 * server, messages, mention everyone, manage nicknames, roles, webhooks, expressions, events, threads, time out.
 * Who may create tasks could give themselves what a task gives.
 */
const POWERS = [1n, 2n, ADMINISTRATOR, 4n, 5n, 13n, 17n, 27n, MANAGE_ROLES, 29n, 30n, 33n, 34n, 40n];

const isSet = (bits: bigint, bit: bigint): boolean => (bits & (1n << bit)) !== 0n;

/**
 * Whether the bot can give a role for a completion, and no power comes with it.
 *
 * @throws TaskOptionsError with the reason why not
 */
export function assertRewardable(guild: GuildState, roleId: string): void {
  const { id: everyone, roles, me } = guild;
  const role = roles.find(({ id }) => id === roleId);
  if (roleId === everyone) throw new TaskOptionsError('@everyone', (texts) => texts.errors.everyoneRole);
  if (role === undefined)
    throw new TaskOptionsError('No such role', (texts) => texts.taskEditor.refused.roleGone);
  if (role.isAutomatic)
    throw new TaskOptionsError('Not given by people', (texts) => texts.taskEditor.refused.automaticRole);
  if (POWERS.some((bit) => isSet(role.permissions, bit)))
    throw new TaskOptionsError('A role with power', (texts) => texts.taskEditor.refused.powerfulRole);
  const mine = roles.filter(({ id }) => id === everyone || me.roleIds.includes(id));
  const bits = mine.reduce((all, { permissions }) => all | permissions, 0n);
  const isAbove = mine.some(({ position }) => position > role.position);
  if (!isAbove || !(isSet(bits, MANAGE_ROLES) || isSet(bits, ADMINISTRATOR)))
    throw new TaskOptionsError('Out of reach', (texts) => texts.taskEditor.refused.highRole);
}

/** @throws TaskOptionsError it is no text or announcement channel of this server */
export function assertPostable({ channels }: GuildState, channelId: string): void {
  if (channels.some(({ id, type }) => id === channelId && (type === 0 || type === 5))) return;
  throw new TaskOptionsError('No channel to post in', (texts) => texts.taskEditor.refused.channel);
}
