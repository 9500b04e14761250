export { NO_ANSWER, RedisLink } from './redis-link.js';
export { RedisModule } from './redis.module.js';
