import { Prop, Schema } from '@nestjs/mongoose';
import type { Types } from 'mongoose';
import { DAY_MS, SECOND_MS } from '../../kernel/clock.js';
import {
  collection,
  count,
  date,
  flatForm,
  optional,
  pattern,
  searchedForId,
  text,
} from '../database/schema/index.js';
import type { OutboxPayload } from './outbox-effect.js';

export const LONGEST_KEY = 200;
export const LONGEST_ERROR_CODE = 100;

/** An effect that an event owes, where the event has no row of its own to say so. */
@Schema()
export class OutboxRow {
  _id!: Types.ObjectId;

  @Prop(pattern(/^[a-z]+(-[a-z]+)*$/, 'Which effect, such as `unlink-notice`.'))
  kind!: string;

  @Prop(
    searchedForId(
      'erase',
      'What was owed to a member, where the event is named after them.',
      text(LONGEST_KEY, 'Names the event, not whom it concerns: the same event owes the effect once.'),
    ),
  )
  key!: string;

  @Prop(
    searchedForId(
      'erase',
      'What was owed to a member, or done for them in the last 7 days.',
      flatForm(
        ['string', 'number', 'boolean'],
        'What the effect needs to know: ids and figures, no secrets.',
      ),
    ),
  )
  payload!: OutboxPayload;

  @Prop(date('When the event was.'))
  createdAt!: Date;

  @Prop(optional(date('From when on it may be tried; absent once it is done or dead.')))
  due?: Date;

  @Prop(count('Tries that were begun, without those that met something that was away.'))
  attempts!: number;

  @Prop(date('A failure after this is the last one: a day after it was queued.'))
  giveUpAt!: Date;

  @Prop(optional(text(LONGEST_ERROR_CODE, 'The code or class of the last failure, never its message.')))
  lastError?: string;

  @Prop(optional(date('When it was done.')))
  doneAt?: Date;

  @Prop(optional(date('When it was given up; it stays until it is queued again.')))
  deadAt?: Date;
}

export const outboxRows = collection(OutboxRow, {
  name: 'outbox',
  holds: 'Effects that events owe which have no row of their own, written in the transaction of the event.',
  writtenBy: '`Outbox` when the event happens, then its worker',
  ends: 'TTL: 7 days after it was done; what was given up stays.',
  retention: {
    expires: {
      group: 'logs',
      field: 'doneAt',
      afterSeconds: (7 * DAY_MS) / SECOND_MS,
      ttl: { name: 'done_ttl', serves: 'Ends what is done; until then the same event is known.' },
    },
    keeps: 'An effect that is due, and one that was given up: it waits for `requeue`.',
  },
  indexes: [
    { name: 'key_unique', key: { key: 1 }, unique: true, serves: 'An event owes its effect once; requeue.' },
    {
      name: 'due',
      key: { due: 1 },
      partialFilterExpression: { due: { $gt: new Date(0) } },
      serves: 'The worker: what is due.',
    },
  ],
});
