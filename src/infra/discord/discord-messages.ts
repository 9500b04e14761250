import { Injectable } from '@nestjs/common';
import { type APIChannel, type APIMessage, type APIUser, MessageType, Routes } from 'discord.js';
import { snowflakeTime } from '../../kernel/snowflake.js';
import { DiscordApi } from './discord-api.js';

/** Who wrote when; never what. */
export interface MessageTrace {
  readonly id: string;
  readonly authorId: string;
  readonly at: Date;
  /** Typed by a person: no bot, no webhook, no notice of Discord's own. */
  readonly isByPerson: boolean;
}

/** An emoji under a message. */
export interface ReactionTrace {
  /** The character itself; of a custom emoji its name, which may be gone. */
  readonly name: string | null;
  /** Of a custom emoji. */
  readonly id: string | null;
  readonly isNormal: boolean;
  /** Somebody gave it as a super reaction. */
  readonly isBurst: boolean;
}

export interface ChannelTrace {
  /** `null` in direct messages. */
  readonly guildId: string | null;
  readonly hasHadMessages: boolean;
}

export const MESSAGES_A_PAGE = 100;

const SUPER_REACTION = '1';
const TYPED: ReadonlySet<MessageType> = new Set([MessageType.Default, MessageType.Reply]);

/** Messages and reactions as Discord has them, without their content. @throws DiscordRefusedError */
@Injectable()
export class DiscordMessages {
  constructor(private readonly api: DiscordApi) {}

  async channel(channelId: string): Promise<ChannelTrace> {
    const channel = await this.api.get<APIChannel>(Routes.channel(channelId));
    return {
      guildId: ('guild_id' in channel ? channel.guild_id : undefined) ?? null,
      hasHadMessages: 'last_message_id' in channel && typeof channel.last_message_id === 'string',
    };
  }

  /** Newest first, a page at a time. Without the right to read the history the page is empty. */
  async page(channelId: string, before?: string): Promise<MessageTrace[]> {
    const messages = await this.api.get<APIMessage[]>(Routes.channelMessages(channelId), {
      limit: String(MESSAGES_A_PAGE),
      ...(before !== undefined && { before }),
    });
    return messages.map(({ id, author, type, webhook_id: webhookId }) => ({
      id,
      authorId: author.id,
      at: snowflakeTime(id),
      isByPerson: author.bot !== true && webhookId === undefined && TYPED.has(type),
    }));
  }

  async reactionsTo(channelId: string, messageId: string): Promise<ReactionTrace[]> {
    const { reactions = [] } = await this.api.get<APIMessage>(Routes.channelMessage(channelId, messageId));
    return reactions.map(({ emoji: { id, name }, count_details: { burst, normal } }) => ({
      id,
      name,
      isNormal: normal > 0,
      isBurst: burst > 0,
    }));
  }

  /** Looks one member up, however many have reacted. */
  async hasReacted(
    channelId: string,
    messageId: string,
    reaction: ReactionTrace,
    memberId: string,
  ): Promise<boolean> {
    const emoji = reaction.id === null ? (reaction.name ?? '') : `${reaction.name ?? '_'}:${reaction.id}`;
    const route = Routes.channelMessageReaction(channelId, messageId, encodeURIComponent(emoji));
    const query = { after: String(BigInt(memberId) - 1n), limit: '1' };
    const given = [
      ...(reaction.isNormal ? [query] : []),
      ...(reaction.isBurst ? [{ ...query, type: SUPER_REACTION }] : []),
    ];
    for (const each of given) {
      const [first] = await this.api.get<APIUser[]>(route, each);
      if (first?.id === memberId) return true;
    }
    return false;
  }
}
