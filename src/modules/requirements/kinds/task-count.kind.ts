import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import type { FormField, Sent } from '../../../infra/discord/index.js';
import { PointsService } from '../../points/index.js';
import {
  type Applicant,
  type Finding,
  type ReadAsks,
  RequirementKind,
  type Words,
} from '../requirement-kind.port.js';
import { numberField, readNumber } from './number-field.js';

export const MOST_TASKS = 10_000;

const asks = z.strictObject({ tasks: z.int().min(1).max(MOST_TASKS) });
export type TaskCountAsked = z.infer<typeof asks>;

/** Tasks that the member was given points for in the community, whatever became of those tasks. */
@Injectable()
export class TaskCountKind extends RequirementKind<TaskCountAsked> {
  readonly kind = 'task_count';
  readonly name: Words = (texts) => texts.requirements.names.task_count;
  readonly asks = asks;

  constructor(private readonly points: PointsService) {
    super();
  }

  override fields(): readonly FormField[] {
    return [numberField('tasks', (texts) => texts.requirements.form.tasks, MOST_TASKS)];
  }

  override readAsks(sent: Sent): ReadAsks<TaskCountAsked> {
    const tasks = readNumber(sent, 'tasks', MOST_TASKS);
    return typeof tasks === 'number' ? { asks: { tasks } } : { faults: [tasks] };
  }

  override describe({ tasks }: TaskCountAsked): Words {
    return (texts) => texts.requirements.taskCount(tasks);
  }

  override async evaluate({ tasks }: TaskCountAsked, applicant: Applicant): Promise<Finding> {
    const { communityId, action } = applicant;
    const { completions } = await this.points.balanceIn(communityId, action.discordId);
    const current: Words = (texts) => texts.requirements.current.tasks(completions);
    if (completions >= tasks) return { isMet: true, current };
    return {
      isMet: false,
      current,
      reason: (texts) => texts.requirements.reasons.youCompleted(current(texts)),
    };
  }
}
