import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model, mongo } from 'mongoose';
import { UntoldRows } from '../../../infra/untold/index.js';
import { AllowlistEntry } from '../schemas/allowlist-entry.schema.js';

/** Entries of which the member has not heard what became of them. */
@Injectable()
export class UntoldEntriesRepository extends UntoldRows<AllowlistEntry> {
  constructor(@InjectModel(AllowlistEntry.name) entries: Model<AllowlistEntry>) {
    super(entries);
  }

  protected override asTaken({ notice }: AllowlistEntry): mongo.Filter<AllowlistEntry> {
    return { 'notice.about': notice?.about };
  }
}
