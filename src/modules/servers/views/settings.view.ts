import { ACCENT, container, literal, separator, text, type View } from '../../../infra/discord/index.js';
import { channelMention, mentionOf, relativeTime } from '../../../kernel/discord-text.js';
import type { Texts } from '../../../locales/index.js';
import type { DiscordServerMapping, IntegrationStatus } from '../schemas/server-mapping.schema.js';
import type { Settings } from '../settings/setup.service.js';
import { CHANNEL_FIELDS, type SwitchName } from '../settings/settings.rules.js';
import { ageName, languageName } from './setup-language.view.js';
import { switchStates } from './setup-posting.view.js';
import { roleLines } from './setup-roles.view.js';
import { pageButtons } from './setup.view.js';

/** `/community settings`: what is set now, and a button to each page on which it is changed. */
export function settingsView({ server, communityName }: Settings, texts: Texts): View {
  const { guildInfo, botConfig, integrationStatus, linkedBy, linkedAt } = server;
  const t = texts.settings;
  const linked = t.community(literal(communityName), mentionOf(linkedBy), relativeTime(linkedAt));
  return [
    container(
      integrationStatus.isHealthy ? ACCENT.brand : ACCENT.warning,
      text(`${t.title(literal(guildInfo.name))}\n${linked}\n${healthLine(integrationStatus, texts)}`),
      separator(),
      text(`${t.channels}\n${channelLines(server, texts)}`),
      text(`${texts.setup.roles.title}\n${roleLines(botConfig, texts)}`),
      text(`${texts.setup.posting.title}\n${switchLines(server, ['tasks', 'allowlists'], texts)}`),
      text(
        `${texts.setup.posting.notices}\n${switchLines(server, ['reviews', 'winners', 'problems'], texts)}`,
      ),
      text(`${t.more}\n${otherLines(server, texts)}`),
      separator(),
      text(`-# ${t.change}`),
      pageButtons(texts),
    ),
  ];
}

function healthLine({ isHealthy, lastHealthCheck }: IntegrationStatus, texts: Texts): string {
  if (lastHealthCheck === undefined) return texts.settings.unchecked;
  const { healthy, unhealthy } = texts.settings;
  return (isHealthy ? healthy : unhealthy)(relativeTime(lastHealthCheck));
}

function channelLines({ botConfig }: DiscordServerMapping, texts: Texts): string {
  const { line, none } = texts.settings;
  return CHANNEL_FIELDS.map((field) => {
    const channelId = botConfig[field];
    return line(
      texts.setup.channels.names[field],
      channelId === undefined ? none : channelMention(channelId),
    );
  }).join('\n');
}

function switchLines(
  { botConfig }: DiscordServerMapping,
  names: readonly SwitchName[],
  texts: Texts,
): string {
  const { line, on, off } = texts.settings;
  const states = switchStates(botConfig);
  return names.map((name) => line(texts.setup.posting.names[name], states[name] ? on : off)).join('\n');
}

function otherLines({ botConfig, guildInfo }: DiscordServerMapping, texts: Texts): string {
  const { line, language, timezone, accountAge, cardDeleted } = texts.settings;
  return [
    line(language, languageName(botConfig.locale, guildInfo.locale, texts)),
    line(timezone, botConfig.timezone),
    line(accountAge, ageName(botConfig.minimumAccountAge, texts)),
    line(cardDeleted, texts.setup.posting.onCardDeleted[botConfig.onCardDeleted]),
  ].join('\n');
}
