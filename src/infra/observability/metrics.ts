import { Injectable } from '@nestjs/common';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

const SECONDS_TO_DISCORDS_LIMIT = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 1.5, 2, 2.5, 3, 10];
const SECONDS_OF_A_RECOUNT = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10];
const SECONDS_OF_A_CLEANUP = [0.01, 0.05, 0.1, 0.5, 1, 5, 10, 30, 60, 300, 1_800];

/** A minute, an hour, a day and what lies between. */
const SECONDS_OF_A_REVIEW = [60, 300, 900, 3_600, 10_800, 43_200, 86_400, 259_200, 604_800];
const SECONDS_OF_A_COMMAND = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5];

/** Labels come from fixed sets (handlers, outcomes), never from ids or from what people type. */
@Injectable()
export class Metrics {
  readonly registry = new Registry();

  readonly interactions = new Counter({
    name: 'bot_interactions_total',
    help:
      'Interactions by kind, handler and how they ended: done, denied, refused, failed, unconfirmed, unknown, ' +
      'malformed; repeated and expired ones were dropped',
    labelNames: ['kind', 'handler', 'outcome'],
    registers: [this.registry],
  });
  readonly acknowledgementSeconds = new Histogram({
    name: 'bot_interaction_acknowledgement_seconds',
    help: 'From the arrival of an interaction to the first answer that Discord took; it waits for 3 s',
    labelNames: ['kind', 'handler'],
    buckets: SECONDS_TO_DISCORDS_LIMIT,
    registers: [this.registry],
  });
  readonly interactionSeconds = new Histogram({
    name: 'bot_interaction_duration_seconds',
    help: 'From the arrival of an interaction to the end of its handler',
    labelNames: ['kind', 'handler'],
    buckets: SECONDS_TO_DISCORDS_LIMIT,
    registers: [this.registry],
  });
  readonly interactionLogRows = new Counter({
    name: 'bot_interaction_log_rows_total',
    help:
      'Rows of the interaction log: written, repeated (there already), full (the queue had no room), ' +
      'refused (by MongoDB, for good), stopped (left over at the end)',
    labelNames: ['outcome'],
    registers: [this.registry],
  });
  readonly interactionLogQueue = new Gauge({
    name: 'bot_interaction_log_queue',
    help: 'Rows of the interaction log that are not written yet',
    registers: [this.registry],
  });
  readonly interactionsInFlight = new Gauge({
    name: 'bot_interactions_in_flight',
    help: 'Interactions being handled now',
    registers: [this.registry],
  });
  readonly interactionErrors = new Counter({
    name: 'bot_interaction_errors_total',
    help: 'Errors that a member was told of, by what they were: refused, unavailable, failed, unanswerable',
    labelNames: ['outcome'],
    registers: [this.registry],
  });
  readonly rejectedCallbacks = new Counter({
    name: 'bot_rejected_callbacks_total',
    help: "Answers that Discord refused, by Discord's error code",
    labelNames: ['code'],
    registers: [this.registry],
  });
  readonly unhandledRejections = new Counter({
    name: 'bot_unhandled_rejections_total',
    help: 'Promises that were rejected with nobody listening: each is a bug',
    registers: [this.registry],
  });
  readonly effects = new Counter({
    name: 'bot_due_effects_total',
    help: 'Effects run for rows that were due, by effect and outcome: done, unavailable, failed',
    labelNames: ['effect', 'outcome'],
    registers: [this.registry],
  });
  readonly reviewWaitSeconds = new Histogram({
    name: 'bot_review_wait_seconds',
    help: 'From the moment a proof was sent to the decision of a moderator',
    buckets: SECONDS_OF_A_REVIEW,
    registers: [this.registry],
  });
  readonly decryptions = new Counter({
    name: 'bot_decryptions_total',
    help: 'Values decrypted, by purpose and outcome: done, unknown_key, tampered',
    labelNames: ['purpose', 'outcome'],
    registers: [this.registry],
  });
  readonly outboxDead = new Counter({
    name: 'bot_outbox_dead_total',
    help: 'Effects of the outbox that were given up, by kind; each waits for `requeue`',
    labelNames: ['kind'],
    registers: [this.registry],
  });
  readonly leaseOwned = new Gauge({
    name: 'bot_lease_owned',
    help: '1 while this process owns the lease, and so does its work',
    labelNames: ['name'],
    registers: [this.registry],
  });
  readonly recounts = new Counter({
    name: 'bot_projection_recounts_total',
    help: 'Figures recounted, by projection',
    labelNames: ['projection'],
    registers: [this.registry],
  });
  readonly recountSeconds = new Histogram({
    name: 'bot_projection_recount_duration_seconds',
    help: 'How long one recount takes, by projection',
    labelNames: ['projection'],
    buckets: SECONDS_OF_A_RECOUNT,
    registers: [this.registry],
  });
  readonly projectionLag = new Gauge({
    name: 'bot_projection_lag_seconds',
    help: 'Age of the oldest change that is not recounted yet, by projection; 0 where another process counts',
    labelNames: ['projection'],
    registers: [this.registry],
  });
  readonly integrityFindings = new Gauge({
    name: 'bot_integrity_findings',
    help: 'Faults that the last daily check of the database left, by check; in the process that made it',
    labelNames: ['check'],
    registers: [this.registry],
  });
  readonly cleanupRows = new Counter({
    name: 'bot_cleanup_rows_total',
    help: 'Rows that the cleanup closed or deleted, by step; in the process that did it',
    labelNames: ['step'],
    registers: [this.registry],
  });
  readonly cleanupSeconds = new Histogram({
    name: 'bot_cleanup_duration_seconds',
    help: 'How long a step of the cleanup took, with its pauses',
    labelNames: ['step'],
    buckets: SECONDS_OF_A_CLEANUP,
    registers: [this.registry],
  });
  readonly cleanupLastSuccess = new Gauge({
    name: 'bot_cleanup_last_success_timestamp_seconds',
    help: 'When a cleanup last ended without a failure; in the process that made it: take the maximum',
    registers: [this.registry],
  });
  readonly cacheRequests = new Counter({
    name: 'bot_cache_requests_total',
    help: 'Values asked for that may be kept, by cache and where they were: memory, redis, miss (MongoDB)',
    labelNames: ['cache', 'outcome'],
    registers: [this.registry],
  });
  readonly cacheInvalidations = new Counter({
    name: 'bot_cache_invalidations_total',
    help: 'Changes after which kept values were dropped, by cache; each process counts its own',
    labelNames: ['cache'],
    registers: [this.registry],
  });
  readonly cacheFeedHeardAt = new Gauge({
    name: 'bot_cache_feed_heard_timestamp_seconds',
    help: 'When this process last knew all changes of what it keeps: its lag is time() minus this',
    registers: [this.registry],
  });
  readonly redisUp = new Gauge({
    name: 'bot_redis_up',
    help: '1 while Redis answers; 0 also where none is configured',
    registers: [this.registry],
  });
  readonly gatewayUp = new Gauge({
    name: 'bot_gateway_up',
    help: '1 while this process holds a ready Discord session',
    registers: [this.registry],
  });
  readonly databaseUp = new Gauge({
    name: 'bot_database_up',
    help: '1 while MongoDB is connected and migrated',
    registers: [this.registry],
  });

  readonly databaseConnections = new Gauge({
    name: 'bot_database_connections',
    help: 'Connections to MongoDB in use and idle, and calls waiting for one, by state: in_use, idle, waiting',
    labelNames: ['state'],
    registers: [this.registry],
    // Read at a scrape: a gauge that is set at each call would cost every call.
    collect: () => {
      const { open, inUse, waiting } = this.databasePool;
      this.databaseConnections.set({ state: 'in_use' }, inUse);
      this.databaseConnections.set({ state: 'idle' }, open - inUse);
      this.databaseConnections.set({ state: 'waiting' }, waiting);
    },
  });
  /** Kept by whoever watches the pool. */
  databasePool: Readonly<{ open: number; inUse: number; waiting: number }> = {
    open: 0,
    inUse: 0,
    waiting: 0,
  };
  readonly databaseCheckOutSeconds = new Histogram({
    name: 'bot_database_checkout_duration_seconds',
    help: 'How long calls wait for a connection to MongoDB',
    buckets: SECONDS_OF_A_COMMAND,
    registers: [this.registry],
  });
  readonly databaseCheckOutFailures = new Counter({
    name: 'bot_database_checkout_failures_total',
    help: 'Calls that got no connection to MongoDB, by reason: timeout, unavailable',
    labelNames: ['reason'],
    registers: [this.registry],
  });
  readonly databaseCommandSeconds = new Histogram({
    name: 'bot_database_command_duration_seconds',
    help: 'How long MongoDB takes for a command, by command and collection',
    labelNames: ['command', 'collection'],
    buckets: SECONDS_OF_A_COMMAND,
    registers: [this.registry],
  });
  readonly databaseCommandFailures = new Counter({
    name: 'bot_database_command_failures_total',
    help: 'Commands that failed, by command and reason: duplicate, conflict, invalid, timeout, unauthorized, unavailable, other',
    labelNames: ['command', 'reason'],
    registers: [this.registry],
  });
  readonly databaseSlowCommands = new Counter({
    name: 'bot_database_slow_commands_total',
    help: 'Commands over SLOW_QUERY_MS, by command and collection',
    labelNames: ['command', 'collection'],
    registers: [this.registry],
  });
  readonly databaseRoundTrip = new Gauge({
    name: 'bot_database_round_trip_seconds',
    help: 'How long MongoDB took for the last ping',
    registers: [this.registry],
  });
  readonly replicationLag = new Gauge({
    name: 'bot_database_replication_lag_seconds',
    help: 'How far the member of the replica set that is furthest behind is behind; NaN where it is not known',
    registers: [this.registry],
  });
  readonly oplogWindow = new Gauge({
    name: 'bot_database_oplog_window_seconds',
    help: 'How far back the oplog reaches; NaN where it is not known',
    registers: [this.registry],
  });
  readonly unknownKeys = new Gauge({
    name: 'bot_encryption_unknown_keys',
    help: 'Keys that values in the database are encrypted with and that are not in the ring',
    registers: [this.registry],
  });

  readonly tokenRefreshes = new Counter({
    name: 'bot_token_refreshes_total',
    help:
      'Refreshes of members’ tokens by outcome: done, superseded, refused, misconfigured, malformed, away, unknown; ' +
      'refresh-refused, refresh-unknown and access-refused ended a link',
    labelNames: ['outcome'],
    registers: [this.registry],
  });
  readonly securityEvents = new Counter({
    name: 'bot_security_events_total',
    help: 'What was noticed while accounts and wallets were linked: failed attempts, locks, flags, misused links',
    labelNames: ['kind'],
    registers: [this.registry],
  });

  constructor() {
    collectDefaultMetrics({ register: this.registry });
  }
}
