import { Prop, Schema } from '@nestjs/mongoose';
import { collection, date, optional, pattern, text, wholeNumber } from '../database/schema/index.js';

/** Who does a piece of work that one process at a time should do. */
@Schema()
export class LeaseRow {
  @Prop(pattern(/^[a-z]+(-[a-z]+)*$/, 'The work, such as `projections`.'))
  _id!: string;

  @Prop(optional(text(400, 'The process that does it, by a random name; absent while nobody does.')))
  owner?: string;

  @Prop(date("Until when it is the owner's, by the server's clock; whoever asks later may take it."))
  until!: Date;

  @Prop(wholeNumber({ min: 0 }, 'Grows with each new owner.'))
  fence!: number;
}

export const leases = collection(LeaseRow, {
  name: 'leases',
  holds: 'Who does a piece of work that one process at a time should do.',
  writtenBy: 'the process that takes, renews or frees it',
  ends: 'Never: one row per work.',
  retention: { keeps: 'Every row: one per work.' },
  indexes: [],
});
