import { Prop, Schema } from '@nestjs/mongoose';
import type { Types } from 'mongoose';
import { collection, date, pattern } from '../database/schema/index.js';

/** One turn of a job that all processes would do at that time: who inserts the row does it. */
@Schema()
export class JobTick {
  _id!: Types.ObjectId;

  @Prop(pattern(/^[a-z]+(-[a-z]+)*$/, 'The job, such as `cleanup`.'))
  job!: string;

  @Prop(date('The start of the turn.'))
  time!: Date;
}

export const ONE_TICK_EACH = 'job_time_unique';

export const jobTicks = collection(JobTick, {
  name: 'job_ticks',
  holds: 'One turn of a job that runs by the clock, in the process that inserted the row.',
  writtenBy: 'the process that is first',
  ends: 'TTL: 7 days after the turn.',
  retention: {
    expires: {
      group: 'logs',
      field: 'time',
      afterSeconds: 7 * 86_400,
      ttl: { name: 'time_ttl', serves: 'Ends turns that are long over.' },
    },
    keeps: 'The turns that are, and those of the last days.',
  },
  indexes: [
    {
      name: ONE_TICK_EACH,
      key: { job: 1, time: 1 },
      unique: true,
      serves: 'One process each turn.',
    },
  ],
});
