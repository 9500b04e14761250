import { Injectable } from '@nestjs/common';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

const SECONDS_TO_DISCORDS_LIMIT = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 1.5, 2, 2.5, 3, 10];

/** Labels come from fixed sets (handlers, outcomes), never from ids or from what people type. */
@Injectable()
export class Metrics {
  readonly registry = new Registry();

  readonly interactions = new Counter({
    name: 'bot_interactions_total',
    help: 'Interactions by kind and how they ended',
    labelNames: ['kind', 'outcome'],
    registers: [this.registry],
  });
  readonly interactionSeconds = new Histogram({
    name: 'bot_interaction_duration_seconds',
    help: 'From the arrival of an interaction to the end of its handler',
    labelNames: ['kind'],
    buckets: SECONDS_TO_DISCORDS_LIMIT,
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

  constructor() {
    collectDefaultMetrics({ register: this.registry });
  }
}
