import { Injectable } from '@nestjs/common';
import {
  DiscordApi,
  type FormField,
  type MemberAction,
  type Sent,
  sentTo,
} from '../../../../infra/discord/index.js';
import { channelMention } from '../../../../kernel/discord-text.js';
import type { Texts } from '../../../../locales/index.js';
import { canRead } from '../../../servers/index.js';
import type { DiscordTaskPost } from '../../schemas/task-post.schema.js';
import { NotDoneYetError } from '../../tasks.errors.js';
import { lookedUp, NOT_IN_SERVER, type WhenRefused } from '../shared/looked-up.js';
import { type Asks, type AsksRead, type Verdict, Verifier } from '../verifier.port.js';
import { ChannelWriters } from './channel-writers.service.js';

interface MessageAsks {
  readonly channelId: string;
}

const WHEN_REFUSED: WhenRefused = {
  gone: (texts) => texts.taskTypes.message.closed,
  closed: (texts) => texts.taskTypes.message.closed,
};

/** Wrote in a channel since the task began. Threads of the channel don't count. */
@Injectable()
export class DiscordMessageVerifier extends Verifier {
  readonly type = 'discord_message';
  readonly isReviewed = false;
  readonly settings: readonly FormField[] = [
    {
      id: 'channelId',
      label: (texts) => texts.taskTypes.message.label,
      hint: (texts) => texts.taskTypes.message.hint,
      input: { kind: 'channel' },
    },
  ];

  constructor(
    private readonly discord: DiscordApi,
    private readonly writers: ChannelWriters,
  ) {
    super();
  }

  override async readAsks(sent: Sent, guildId: string): Promise<AsksRead> {
    const channelId = sentTo(sent, 'channelId');
    const guild = await lookedUp(this.discord.guildState(guildId), NOT_IN_SERVER);
    const channel = guild.channels.find(({ id }) => id === channelId);
    if (channel === undefined) return { faults: [(texts) => texts.taskTypes.message.noChannel] };
    if (canRead(guild, channel)) return { asks: { channelId } };
    return { faults: [(texts) => texts.taskTypes.message.unreadable(channelMention(channelId))] };
  }

  override howTo(asks: Asks, texts: Texts): string {
    const { channelId } = asks as Partial<MessageAsks>;
    if (channelId === undefined) return texts.taskTypes.notSetUp;
    return texts.taskTypes.message.how(channelMention(channelId));
  }

  override pages(): [] {
    return [];
  }

  override async check(
    { taskData, createdAt }: DiscordTaskPost,
    { discordId }: MemberAction,
  ): Promise<Verdict> {
    const { channelId } = taskData.asks as unknown as MessageAsks;
    const at = taskData.startsAt ?? createdAt;
    if (await lookedUp(this.writers.hasWritten({ channelId, discordId, at }), WHEN_REFUSED))
      return { state: 'verified' };
    throw new NotDoneYetError('No message since the start', (texts) =>
      texts.taskTypes.message.missing(channelMention(channelId)),
    );
  }
}
