import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { DiscordMessages, MESSAGES_A_PAGE } from '../../../../infra/discord/index.js';
import { FreshReads } from '../../../../kernel/fresh-reads.js';
import { CannotCheckError } from '../../tasks.errors.js';
import { ChannelWritersRepository } from './channel-writers.repository.js';

export interface HeardMessage {
  readonly channelId: string;
  readonly discordId: string;
  readonly at: Date;
}

/** As many members may have written lately without their rows being written again. */
const REMEMBERED = 20_000;
/** So far back Discord is asked for what was not heard. */
const MOST_PAGES = 5;

/** Who wrote in the channels in which an open task asks for it: heard by the gateway, else asked of Discord. */
@Injectable()
export class ChannelWriters {
  /** When a member wrote, as far as it is recorded, or about to be. */
  private readonly recorded = new LRUCache<string, number>({ max: REMEMBERED });
  private readonly scans = new FreshReads<ReadonlySet<string>>();

  constructor(
    private readonly writers: ChannelWritersRepository,
    private readonly messages: DiscordMessages,
  ) {}

  /** One write for each member and task, none for other channels. */
  async heard({ channelId, discordId, at }: HeardMessage): Promise<void> {
    const tasks = (await this.writers.watched()).filter(
      (task) => task.channelId === channelId && task.startsAt <= at && at < task.expiresAt,
    );
    if (tasks.length === 0) return;
    const key = `${channelId}/${discordId}`;
    const before = this.recorded.get(key);
    if (before !== undefined && tasks.every(({ startsAt }) => startsAt.getTime() <= before)) return;
    this.recorded.set(key, at.getTime());
    const expiresAt = new Date(Math.max(...tasks.map((task) => task.expiresAt.getTime())));
    try {
      await this.writers.record({ channelId, discordId, wroteAt: at, expiresAt });
    } catch (error) {
      this.recorded.delete(key);
      throw error;
    }
  }

  /**
   * Events may have been missed while nobody listened, so Discord has the last word: of its newest 500
   * messages. A thousand members who ask at once cost two readings.
   *
   * @throws CannotCheckError the bot can't read the channel's history
   */
  async hasWritten({ channelId, discordId, at: since }: HeardMessage): Promise<boolean> {
    const heardAt = this.recorded.get(`${channelId}/${discordId}`);
    if (heardAt !== undefined && heardAt >= since.getTime()) return true;
    if (await this.writers.wroteSince(channelId, discordId, since)) return true;
    const key = `${channelId}/${String(since.getTime())}`;
    return (await this.scans.get(key, () => this.scan(channelId, since))).has(discordId);
  }

  private async scan(channelId: string, since: Date): Promise<ReadonlySet<string>> {
    const authors = new Set<string>();
    let before: string | undefined;
    for (let pages = 0; pages < MOST_PAGES; pages += 1) {
      const page = await this.messages.page(channelId, before);
      if (pages === 0 && page.length === 0) await this.assertReadable(channelId);
      const recent = page.filter(({ at }) => at >= since);
      for (const { authorId, isByPerson } of recent) if (isByPerson) authors.add(authorId);
      before = page.at(-1)?.id;
      if (recent.length < MESSAGES_A_PAGE) break;
    }
    return authors;
  }

  /** Discord shows an empty channel to a bot that may not read its history. */
  private async assertReadable(channelId: string): Promise<void> {
    const { hasHadMessages } = await this.messages.channel(channelId);
    if (hasHadMessages)
      throw new CannotCheckError('The history is closed to us', (texts) => texts.taskTypes.message.closed);
  }
}
