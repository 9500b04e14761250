import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';
import { Schema as MongooseSchema, type Types } from 'mongoose';
import { DAY_MS, SECOND_MS } from '../../kernel/clock.js';
import type { OutboxPayload } from './outbox-effect.js';

/** An effect that an event owes, where the event has no row of its own to say so. */
@Schema({ collection: 'outbox', strict: 'throw', versionKey: false })
export class OutboxRow {
  _id!: Types.ObjectId;

  /** Which effect, such as `unlink-notice`. */
  @Prop({ type: String, required: true })
  kind!: string;

  /** Names the event, not whom it concerns: the same event owes the effect once. */
  @Prop({ type: String, required: true })
  key!: string;

  /** What the effect needs to know; small, no secrets. */
  @Prop({ type: MongooseSchema.Types.Mixed, required: true })
  payload!: OutboxPayload;

  @Prop({ type: Date, required: true })
  createdAt!: Date;

  /** From when on it may be tried; absent once it is done or dead. */
  @Prop({ type: Date })
  due?: Date;

  /** Tries that were begun, without those that met something that was away. */
  @Prop({ type: Number, required: true, min: 0 })
  attempts!: number;

  /** A failure after this is the last one. */
  @Prop({ type: Date, required: true })
  giveUpAt!: Date;

  /** The code or class of the last failure, never its message. */
  @Prop({ type: String })
  lastError?: string;

  @Prop({ type: Date })
  doneAt?: Date;

  /** When it was given up; it stays until it is queued again. */
  @Prop({ type: Date })
  deadAt?: Date;
}

export const OutboxRowSchema = SchemaFactory.createForClass(OutboxRow);

/** An event owes its effect once; serves `requeue`. */
OutboxRowSchema.index({ key: 1 }, { name: 'key_unique', unique: true });
/** Serves the claim of what is due. */
OutboxRowSchema.index({ due: 1 }, { name: 'due', partialFilterExpression: { due: { $gt: new Date(0) } } });
/** Ends what is done; until then the same event is known. */
OutboxRowSchema.index({ doneAt: 1 }, { name: 'done_ttl', expireAfterSeconds: (7 * DAY_MS) / SECOND_MS });
