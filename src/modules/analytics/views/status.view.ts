import { ACCENT, container, separator, text, type View } from '../../../infra/discord/index.js';
import { relativeTime } from '../../../kernel/discord-text.js';
import type { Texts } from '../../../locales/index.js';
import type { BotStatus, ServerStatus, Status } from '../status.service.js';

export function statusView({ bot, server }: Status, texts: Texts): View {
  const t = texts.status;
  const isWell =
    bot.isDatabaseUp && bot.isGatewayUp && (typeof server !== 'object' || server.integration.isHealthy);
  const off = bot.missing.map((what) => `- ${t.missing[what]}`);
  return [
    container(
      isWell ? ACCENT.success : ACCENT.warning,
      text(`${t.title}\n${botLines(bot, texts).join('\n')}`),
      ...(server === undefined
        ? []
        : [separator(), text(`${t.server}\n${serverLines(server, texts).join('\n')}`)]),
      ...(off.length === 0 ? [] : [separator(), text(`${t.off}\n${off.join('\n')}`)]),
    ),
  ];
}

function botLines({ isDatabaseUp, isGatewayUp, heartbeatMs, latency }: BotStatus, texts: Texts): string[] {
  const t = texts.status;
  const ms = (value: number): string => texts.common.number(Math.round(value));
  const discord = heartbeatMs === undefined ? t.discordUp : t.discordIn(ms(heartbeatMs));
  return [
    isDatabaseUp ? `✅ ${t.databaseUp}` : `⚠️ ${t.databaseAway}`,
    isGatewayUp ? `✅ ${discord}` : `⚠️ ${t.discordAway}`,
    ...(latency === undefined ? [] : [`⏱️ ${t.latency(ms(latency.p50Ms), ms(latency.p95Ms))}`]),
  ];
}

function serverLines(server: ServerStatus | 'not-linked' | 'unknown', texts: Texts): string[] {
  const t = texts.status;
  if (server === 'not-linked') return [texts.errors.notLinked];
  if (server === 'unknown') return [t.unknown];
  const { openTasks, rankedMembers, activeMembers } = server;
  return [
    integrationLine(server, texts),
    `- ${t.openTasks(openTasks)}`,
    `- ${t.rankedMembers(rankedMembers)}`,
    `- ${t.activeMembers(activeMembers)}`,
  ];
}

function integrationLine({ integration }: ServerStatus, texts: Texts): string {
  const { isHealthy, apiConnectionStatus, lastHealthCheck } = integration;
  const words = texts.status.integration;
  const said = isHealthy
    ? words[apiConnectionStatus]
    : apiConnectionStatus === 'unreachable'
      ? words.unreachable
      : words.faulty;
  const checked =
    lastHealthCheck === undefined ? '' : ` ${texts.status.checked(relativeTime(lastHealthCheck))}`;
  const mark = isHealthy ? (apiConnectionStatus === 'unknown' ? '⏳' : '✅') : '⚠️';
  return `${mark} ${said}${checked}`;
}
