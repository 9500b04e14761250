import { createHash } from 'node:crypto';
import { Injectable, Logger } from '@nestjs/common';
import { DiscordApi, DiscordRefusedError } from '../../../infra/discord/index.js';
import { OutboxEffect, type OutboxPayload } from '../../../infra/outbox/index.js';
import { textsOf } from '../../../locales/index.js';
import type { Problem } from '../doctor/doctor.rules.js';
import type { DiscordServerMapping } from '../schemas/server-mapping.schema.js';
import { ServersRepository } from '../servers.repository.js';
import { serverNoticeView } from '../views/server-notice.view.js';
import { CARD_EVENTS, SERVER_NOTICE, type ServerNotice } from './server-notices.js';

const NONCE_LENGTH = 24;

/**
 * Tells managers what happened to their server: in the log channel; where that can't be, in the default channel;
 * else whoever linked the server, by direct message.
 */
@Injectable()
export class ServerNoticeEffect extends OutboxEffect {
  readonly kind = SERVER_NOTICE;
  private readonly logger = new Logger(ServerNoticeEffect.name);

  constructor(
    private readonly servers: ServersRepository,
    private readonly discord: DiscordApi,
  ) {
    super();
  }

  override async run(payload: OutboxPayload, key: string): Promise<void> {
    const mapping = await this.servers.findActive(String(payload.guildId));
    if (mapping === null) return;
    const { botConfig, guildInfo, linkedBy } = mapping;
    const texts = textsOf(botConfig.locale ?? guildInfo.locale);
    const view = serverNoticeView(noticeIn(payload), guildInfo.name, texts);
    const nonce = createHash('sha256').update(key).digest('hex').slice(0, NONCE_LENGTH);
    for (const channelId of channelsOf(mapping))
      if (await this.isTold(() => this.discord.post(channelId, view, nonce))) return;
    if (await this.isTold(() => this.discord.directMessage(linkedBy, view, nonce))) return;
    this.logger.warn({ msg: 'Nobody could be told what happened to a server', guildId: mapping.guildId });
  }

  /** @throws DiscordUnavailableError try again later */
  private async isTold(send: () => Promise<unknown>): Promise<boolean> {
    try {
      await send();
      return true;
    } catch (error) {
      if (error instanceof DiscordRefusedError) return false;
      throw error;
    }
  }
}

const channelsOf = ({ botConfig: { logChannel, defaultChannel } }: DiscordServerMapping): Set<string> =>
  new Set([logChannel, defaultChannel].filter((id) => id !== undefined));

function noticeIn({ about, problems, botId, what, ...rest }: OutboxPayload): ServerNotice {
  const event = CARD_EVENTS.find((known) => known === rest.event);
  if (about === 'cards' && event !== undefined) {
    const { channelId, title, cards } = rest;
    return { about, event, channelId: String(channelId), title: String(title), cards: Number(cards) };
  }
  if (about === 'lost') return { about, what: String(what).split('+') };
  if (about !== 'problems') return { about: 'recovered' };
  return { about, problems: JSON.parse(String(problems)) as Problem[], botId: String(botId) };
}
