import { Global, Module } from '@nestjs/common';
import { Caches } from './caches.js';
import { ChangeFeed } from './change-feed.js';

@Global()
@Module({ providers: [Caches, ChangeFeed], exports: [Caches, ChangeFeed] })
export class CacheModule {}
