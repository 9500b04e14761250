import { Injectable } from '@nestjs/common';
import { InjectConnection } from '@nestjs/mongoose';
import type { Connection } from 'mongoose';
import { Metrics } from '../observability/index.js';
import { RedisLink } from '../redis/index.js';
import { Cache, type CacheOptions } from './cache.js';
import { ChangeFeed } from './change-feed.js';
import { SharedEntries } from './shared-entries.js';

/** Makes the caches of the repositories, all on one change feed and one Redis. */
@Injectable()
export class Caches {
  constructor(
    @InjectConnection() private readonly connection: Connection,
    private readonly feed: ChangeFeed,
    private readonly redis: RedisLink,
    private readonly metrics: Metrics,
  ) {}

  /** To be called before the start, by the constructor of the repository that owns the rows. */
  create<Value extends object>(options: CacheOptions): Cache<Value> {
    // Which database it is shows with the connection.
    const prefix = (): string => `${this.connection.name}:${options.name}:v${String(options.version)}`;
    return new Cache(options, this.feed, new SharedEntries<Value>(this.redis, prefix), this.metrics);
  }
}
