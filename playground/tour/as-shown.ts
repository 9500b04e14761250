import { type LocalDiscord } from '../discord/local-discord.ts';
import { type DemoServer } from '../seed.ts';

const UNITS = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
  ['second', 1],
] as const;
const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });
const absolute = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' });

/** Ids and times as Discord's own client shows them. */
export function asShown(text: string, server: DemoServer, { world, clock }: LocalDiscord): string {
  const { admin, moderator, members, roles, channels } = server;
  let shown = text
    .replaceAll(/<(\/[^:>]+):\d+>/g, '$1')
    .replaceAll(/<t:(\d+)(?::(\w))?>/g, (_, seconds: string, style?: string) =>
      style === 'R'
        ? fromNow(Number(seconds) - clock.now() / 1_000)
        : absolute.format(Number(seconds) * 1_000),
    );
  for (const { id, global_name, username } of [world.bot, admin, moderator, ...members])
    shown = shown.replaceAll(`<@${id}>`, `@${global_name ?? username}`);
  for (const { id, name } of Object.values(channels)) shown = shown.replaceAll(`<#${id}>`, `#${name}`);
  for (const { id, name } of Object.values(roles)) shown = shown.replaceAll(`<@&${id}>`, `@${name}`);
  return shown;
}

function fromNow(seconds: number): string {
  const [unit, size] = UNITS.find(([, each]) => Math.abs(seconds) >= each - 0.5) ?? (['second', 1] as const);
  return relative.format(Math.round(seconds / size), unit);
}
