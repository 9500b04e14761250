export { type Cache, type CacheOptions } from './cache.js';
export { Caches } from './caches.js';
export { CacheModule } from './cache.module.js';
export { ChangeFeed } from './change-feed.js';
