import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import { Clock } from '../../kernel/clock.js';
import { isDuplicateKey } from '../database/database-errors.js';
import { JobTick, ONE_TICK_EACH } from './job-tick.schema.js';

/** Lets one process do what the clock of every process asks for. */
@Injectable()
export class JobTicks {
  constructor(
    @InjectModel(JobTick.name) private readonly ticks: Model<JobTick>,
    private readonly clock: Clock,
  ) {}

  /**
   * Whether this process does the turn of now: one insert decides. Turns begin at multiples of `everyMs`, the
   * same ones in all processes. A turn whose process dies is not done again; the next one does the rest.
   */
  async take(job: string, everyMs: number): Promise<boolean> {
    const time = new Date(Math.floor(this.clock.now().getTime() / everyMs) * everyMs);
    try {
      await this.ticks.insertMany([{ job, time }]);
      return true;
    } catch (error) {
      if (isDuplicateKey(error, ONE_TICK_EACH)) return false;
      throw error;
    }
  }
}
