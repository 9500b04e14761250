import type { Fault, GuildState } from '../../../infra/discord/index.js';

const ADMINISTRATOR = 3n;
const MANAGE_ROLES = 28n;
/**
 * Discord's permissions over other people and over the server: kick, ban, administrator, manage channels,
 * server, messages, mention everyone, manage nicknames, roles, webhooks, expressions, events, threads, time out.
 * Who may decide what the bot gives could give it to themselves.
 */
const POWERS = [1n, 2n, ADMINISTRATOR, 4n, 5n, 13n, 17n, 27n, MANAGE_ROLES, 29n, 30n, 33n, 34n, 40n];

const isSet = (bits: bigint, bit: bigint): boolean => (bits & (1n << bit)) !== 0n;

/** Why the bot can't give a role, or may not as power comes with it; `undefined` where it can. */
export function whyNotGivable(guild: GuildState, roleId: string): Fault | undefined {
  const { id: everyone, roles, me } = guild;
  const role = roles.find(({ id }) => id === roleId);
  if (roleId === everyone) return (texts) => texts.errors.everyoneRole;
  if (role === undefined) return (texts) => texts.taskEditor.refused.roleGone;
  if (role.isAutomatic) return (texts) => texts.taskEditor.refused.automaticRole;
  if (POWERS.some((bit) => isSet(role.permissions, bit)))
    return (texts) => texts.taskEditor.refused.powerfulRole;
  const mine = roles.filter(({ id }) => id === everyone || me.roleIds.includes(id));
  const bits = mine.reduce((all, { permissions }) => all | permissions, 0n);
  const isAbove = mine.some(({ position }) => position > role.position);
  return isAbove && (isSet(bits, MANAGE_ROLES) || isSet(bits, ADMINISTRATOR))
    ? undefined
    : (texts) => texts.taskEditor.refused.highRole;
}
