import { Injectable } from '@nestjs/common';
import {
  DiscordMessages,
  type FormField,
  literal,
  type MemberAction,
  type ReactionTrace,
  type Sent,
  sentTo,
} from '../../../../infra/discord/index.js';
import { messageIn, messageLink } from '../../../../kernel/discord-text.js';
import { FreshReads } from '../../../../kernel/fresh-reads.js';
import type { Texts } from '../../../../locales/index.js';
import type { DiscordTaskPost } from '../../schemas/task-post.schema.js';
import { CannotCheckError, NotDoneYetError } from '../../tasks.errors.js';
import type { Fault } from '../../tasks.rules.js';
import { faultIn, lookedUp, type WhenRefused } from '../shared/looked-up.js';
import { type Asks, type AsksRead, type Verdict, Verifier } from '../verifier.port.js';
import { isWanted, readEmoji } from './emoji.rules.js';

interface ReactionAsks {
  readonly channelId: string;
  readonly messageId: string;
  readonly link: string;
  /** As it was typed; any without it. */
  readonly emoji?: string;
}

const WHEN_REFUSED: WhenRefused = {
  gone: (texts) => texts.taskTypes.reaction.gone,
  closed: (texts) => texts.taskTypes.reaction.closed,
};

/** Reacted to a message of the server, and still does. */
@Injectable()
export class DiscordReactionVerifier extends Verifier {
  readonly type = 'discord_reaction';
  readonly isReviewed = false;
  readonly settings: readonly FormField[] = [
    {
      id: 'link',
      label: (texts) => texts.taskTypes.reaction.messageLabel,
      hint: (texts) => texts.taskTypes.reaction.messageHint,
      input: { kind: 'text', maxLength: 200 },
    },
    {
      id: 'emoji',
      label: (texts) => texts.taskTypes.reaction.emojiLabel,
      hint: (texts) => texts.taskTypes.reaction.emojiHint,
      input: { kind: 'text', maxLength: 60 },
      isOptional: true,
    },
  ];
  private readonly reads = new FreshReads<ReactionTrace[]>();

  constructor(private readonly messages: DiscordMessages) {
    super();
  }

  override async readAsks(sent: Sent, guildId: string): Promise<AsksRead> {
    const message = messageIn(sentTo(sent, 'link'));
    const emoji = sentTo(sent, 'emoji').trim();
    const faults: Fault[] = [];
    if (emoji !== '' && readEmoji(emoji) === null) faults.push((texts) => texts.taskTypes.reaction.noEmoji);
    if (message?.guildId !== guildId) {
      faults.push((texts) => texts.taskTypes.reaction.noMessage);
      return { faults };
    }
    const { channelId, messageId } = message;
    const fault = await faultIn(this.assertHere(guildId, channelId, messageId), WHEN_REFUSED);
    if (fault !== undefined) faults.push(fault);
    if (faults.length > 0) return { faults };
    const link = messageLink(guildId, channelId, messageId);
    return { asks: { channelId, messageId, link, ...(emoji !== '' && { emoji }) } };
  }

  override howTo(asks: Asks, texts: Texts): string {
    const { link, emoji } = asks as Partial<ReactionAsks>;
    if (link === undefined) return texts.taskTypes.notSetUp;
    return emoji === undefined
      ? texts.taskTypes.reaction.howAny(link)
      : texts.taskTypes.reaction.how(shown(emoji), link);
  }

  override pages(): [] {
    return [];
  }

  override async check({ taskData }: DiscordTaskPost, { discordId }: MemberAction): Promise<Verdict> {
    const asks = taskData.asks as unknown as ReactionAsks;
    if (await lookedUp(this.hasReacted(asks, discordId), WHEN_REFUSED)) return { state: 'verified' };
    const { link, emoji } = asks;
    throw new NotDoneYetError('No such reaction', (texts) =>
      emoji === undefined
        ? texts.taskTypes.reaction.missingAny(link)
        : texts.taskTypes.reaction.missing(shown(emoji), link),
    );
  }

  /** A message has at most twenty different emojis: so many questions for one member at most. */
  private async hasReacted(
    { channelId, messageId, emoji }: ReactionAsks,
    memberId: string,
  ): Promise<boolean> {
    const wanted = emoji === undefined ? undefined : readEmoji(emoji);
    if (wanted === null) return false;
    const given = await this.reads.get(messageId, () => this.messages.reactionsTo(channelId, messageId));
    for (const reaction of given) {
      if (wanted !== undefined && !isWanted(wanted, reaction)) continue;
      if (await this.messages.hasReacted(channelId, messageId, reaction, memberId)) return true;
    }
    return false;
  }

  /** The link may name another server's channel, in which the bot may be too. */
  private async assertHere(guildId: string, channelId: string, messageId: string): Promise<void> {
    const channel = await this.messages.channel(channelId);
    if (channel.guildId !== guildId)
      throw new CannotCheckError('In another server', (texts) => texts.taskTypes.reaction.noMessage);
    await this.messages.reactionsTo(channelId, messageId);
  }
}

/** A custom emoji shows as a picture; all else as it was typed. */
const shown = (emoji: string): string => (emoji.startsWith('<') ? emoji : literal(emoji));
