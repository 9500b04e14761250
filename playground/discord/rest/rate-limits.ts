import { createHash } from 'node:crypto';
import { ApiError } from '../api-error.ts';
import { type Clock } from '../clock.ts';
import { type Match } from '../http/router.ts';

interface Limit {
  readonly requests: number;
  readonly perMs: number;
}

/** Of each channel, guild or token; Discord doesn't publish these figures, they are what is commonly seen. */
const limits: Readonly<Record<string, Limit>> = {
  'POST /channels/:channelId/messages': { requests: 5, perMs: 5_000 },
  'PATCH /channels/:channelId/messages/:messageId': { requests: 5, perMs: 5_000 },
  'DELETE /channels/:channelId/messages/:messageId': { requests: 5, perMs: 1_000 },
  'PUT /channels/:channelId/messages/:messageId/reactions/:emoji/@me': { requests: 1, perMs: 250 },
  'DELETE /channels/:channelId/messages/:messageId/reactions/:emoji/@me': { requests: 1, perMs: 250 },
  'PUT /guilds/:guildId/members/:userId/roles/:roleId': { requests: 10, perMs: 10_000 },
  'DELETE /guilds/:guildId/members/:userId/roles/:roleId': { requests: 10, perMs: 10_000 },
  'POST /users/@me/channels': { requests: 10, perMs: 10_000 },
  'PUT /applications/:applicationId/commands': { requests: 10, perMs: 10_000 },
  'PUT /applications/:applicationId/guilds/:guildId/commands': { requests: 10, perMs: 10_000 },
  'POST /webhooks/:applicationId/:token': { requests: 5, perMs: 2_000 },
  'PATCH /webhooks/:applicationId/:token/messages/:messageId': { requests: 5, perMs: 5_000 },
};

const GLOBAL_REQUESTS = 50;
const GLOBAL_MS = 1_000;
const KEPT_BUCKETS = 10_000;

interface Bucket {
  remaining: number;
  resetAtMs: number;
}

/** Discord's limits: one bucket per route and major id, and 50 requests a second over all. */
export class RateLimits {
  private readonly clock: Clock;
  private readonly buckets = new Map<string, Bucket>();
  private readonly names = new Map<string, string>();
  private overall: Bucket = { remaining: GLOBAL_REQUESTS, resetAtMs: 0 };

  constructor(clock: Clock) {
    this.clock = clock;
  }

  /**
   * Counts the request.
   *
   * @returns the headers of its answer
   * @throws ApiError 429
   */
  take({ route, params }: Match, isOfBot: boolean): Record<string, string> {
    const now = this.clock.now();
    // Answers to interactions and what is asked for a person don't count towards the bot's 50 a second.
    if (isOfBot) this.takeOverall(now);
    const key = `${route.method} ${route.pattern}`;
    const limit = limits[key];
    if (limit === undefined) return {};
    const name = this.nameOf(key);
    const bucket = this.bucket(`${name}:${majorId(params)}`, limit, now);
    const resetAfter = (bucket.resetAtMs - now) / 1000;
    const headers = {
      'X-RateLimit-Limit': String(limit.requests),
      'X-RateLimit-Remaining': String(Math.max(0, bucket.remaining - 1)),
      'X-RateLimit-Reset': (bucket.resetAtMs / 1000).toFixed(3),
      'X-RateLimit-Reset-After': resetAfter.toFixed(3),
      'X-RateLimit-Bucket': name,
    };
    if (bucket.remaining === 0) throw limited(resetAfter, { ...headers, 'X-RateLimit-Scope': 'user' }, false);
    bucket.remaining -= 1;
    return headers;
  }

  private takeOverall(now: number): void {
    if (this.overall.resetAtMs <= now)
      this.overall = { remaining: GLOBAL_REQUESTS, resetAtMs: now + GLOBAL_MS };
    if (this.overall.remaining === 0) {
      const headers = { 'X-RateLimit-Global': 'true', 'X-RateLimit-Scope': 'global' };
      throw limited((this.overall.resetAtMs - now) / 1000, headers, true);
    }
    this.overall.remaining -= 1;
  }

  private bucket(key: string, limit: Limit, now: number): Bucket {
    let bucket = this.buckets.get(key);
    if (bucket === undefined || bucket.resetAtMs <= now) {
      bucket = { remaining: limit.requests, resetAtMs: now + limit.perMs };
      this.buckets.delete(key);
      this.buckets.set(key, bucket);
      this.forgetOldest();
    }
    return bucket;
  }

  private nameOf(route: string): string {
    let name = this.names.get(route);
    if (name === undefined) {
      name = createHash('sha256').update(route).digest('hex').slice(0, 32);
      this.names.set(route, name);
    }
    return name;
  }

  private forgetOldest(): void {
    if (this.buckets.size <= KEPT_BUCKETS) return;
    for (const key of this.buckets.keys()) {
      this.buckets.delete(key);
      break;
    }
  }
}

function majorId(params: Readonly<Record<string, string>>): string {
  return params.token ?? params.channelId ?? params.guildId ?? '';
}

function limited(retryAfter: number, headers: Record<string, string>, isGlobal: boolean): ApiError {
  return new ApiError(429, 0, 'You are being rate limited.', {
    headers: { ...headers, 'Retry-After': String(Math.ceil(retryAfter)) },
    extra: { retry_after: retryAfter, global: isGlobal },
  });
}
