import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model, mongo } from 'mongoose';
import { UntoldRows } from '../../../infra/untold/index.js';
import { TaskCompletion } from '../schemas/task-completion.schema.js';

/** Completions whose decision the member does not know of yet. */
@Injectable()
export class UntoldRepository extends UntoldRows<TaskCompletion> {
  constructor(@InjectModel(TaskCompletion.name) completions: Model<TaskCompletion>) {
    super(completions);
  }

  protected override asTaken({ attempt, state }: TaskCompletion): mongo.Filter<TaskCompletion> {
    return { attempt, state };
  }
}
