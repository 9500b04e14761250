import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import { type Cache, Caches } from '../../../../infra/cache/index.js';
import { INTERACTION_MAX_TIME_MS, isDuplicateKey } from '../../../../infra/database/index.js';
import { Clock } from '../../../../kernel/clock.js';
import { DiscordTaskPost, taskPosts } from '../../schemas/task-post.schema.js';
import { ChannelWriter, ONE_WRITER_EACH } from './channel-writer.schema.js';

/** A channel in which an open task asks members to write. */
export interface WatchedChannel {
  readonly channelId: string;
  readonly startsAt: Date;
  readonly expiresAt: Date;
}

export type Written = Omit<ChannelWriter, '_id'>;

@Injectable()
export class ChannelWritersRepository {
  private readonly kept: Cache<{ readonly channels: readonly WatchedChannel[] }>;

  constructor(
    @InjectModel(ChannelWriter.name) private readonly writers: Model<ChannelWriter>,
    @InjectModel(DiscordTaskPost.name) private readonly posts: Model<DiscordTaskPost>,
    private readonly clock: Clock,
    caches: Caches,
  ) {
    this.kept = caches.create({
      name: 'watched_channels',
      version: 1,
      maxEntries: 1,
      collection: taskPosts.name,
      ignores: ['interactionStats', 'engagement', 'analytics', 'card'],
      reads: [],
      keyOf: () => ALL,
    });
  }

  /** Of all servers, from memory: read anew once a minute, and when a task has changed. */
  async watched(): Promise<readonly WatchedChannel[]> {
    const kept = await this.kept.get(ALL, async () => ({ channels: await this.readWatched() }));
    return kept?.channels ?? [];
  }

  async readWatched(): Promise<WatchedChannel[]> {
    const open = await this.posts
      .find(
        {
          'taskData.type': 'discord_message',
          'taskData.status': 'active',
          'taskData.expiresAt': { $gt: this.clock.now() },
        },
        { 'taskData.asks': 1, 'taskData.startsAt': 1, 'taskData.expiresAt': 1, createdAt: 1 },
      )
      .lean<DiscordTaskPost[]>()
      .exec();
    return open.map(({ createdAt, taskData: { asks, startsAt, expiresAt } }) => ({
      channelId: String(asks.channelId),
      startsAt: startsAt ?? createdAt,
      expiresAt,
    }));
  }

  /** Times only grow: events may come in any order. */
  async record({ channelId, discordId, wroteAt, expiresAt }: Written): Promise<void> {
    try {
      await this.writers.updateOne(
        { channelId, discordId },
        { $max: { wroteAt, expiresAt } },
        { upsert: true },
      );
    } catch (error) {
      // Another process heard of it too, at the same moment.
      if (!isDuplicateKey(error, ONE_WRITER_EACH)) throw error;
    }
  }

  async wroteSince(channelId: string, discordId: string, since: Date): Promise<boolean> {
    const found = await this.writers
      .findOne({ channelId, discordId, wroteAt: { $gte: since } }, { _id: 1 })
      .maxTimeMS(INTERACTION_MAX_TIME_MS)
      .lean()
      .exec();
    return found !== null;
  }
}

const ALL = 'all';
