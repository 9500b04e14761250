import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { type FormField, literal, type Sent } from '../../../infra/discord/index.js';
import { truncate } from '../../../kernel/text.js';
import {
  type Applicant,
  type Finding,
  type Place,
  type ReadAsks,
  RequirementKind,
  unchecked,
  type Words,
} from '../../requirements/index.js';
import { TaskRequirementsRepository } from './task-requirements.repository.js';

export const MOST_TASKS = 10;
const LONGEST_TITLE = 40;
/** A select of Discord's has no more; of a task that recurs there are many posts. */
const MOST_CHOICES = 25;
const POSTS_LOOKED_AT = 200;

/**
 * The title is what it was when it was chosen: requirements are shown where nothing can be looked up. A
 * character may be two of JavaScript's.
 */
const task = z.strictObject({ taskId: z.string().min(1).max(64), title: z.string().max(2 * LONGEST_TITLE) });
const asks = z.strictObject({ tasks: z.array(task).min(1).max(MOST_TASKS) });
export type TasksDoneAsked = z.infer<typeof asks>;
type TaskAsked = z.infer<typeof task>;

/** Other tasks, all of them: of one that recurs any occurrence. What was rejected or waits is not done. */
@Injectable()
export class TasksDoneKind extends RequirementKind<TasksDoneAsked> {
  readonly kind = 'tasks_done';
  readonly name: Words = (texts) => texts.requirements.names.tasks_done;
  readonly asks = asks;

  constructor(private readonly repository: TaskRequirementsRepository) {
    super();
  }

  /** None where there is no other task. */
  override async fields(place: Place): Promise<readonly FormField[]> {
    const tasks = await this.choices(place);
    if (tasks.length === 0) return [];
    const options = tasks.map(({ taskId, title }) => ({ value: taskId, label: () => title }));
    return [
      {
        id: 'tasks',
        label: (texts) => texts.requirements.form.otherTasks,
        input: { kind: 'choice', options, max: Math.min(MOST_TASKS, options.length) },
      },
    ];
  }

  override async readAsks({ tasks: chosen = [] }: Sent, place: Place): Promise<ReadAsks<TasksDoneAsked>> {
    const tasks = (await this.choices(place)).filter(({ taskId }) => chosen.includes(taskId));
    if (tasks.length === 0 || tasks.length > MOST_TASKS)
      return { faults: [(texts) => texts.requirements.faults.tasks(MOST_TASKS)] };
    return { asks: { tasks } };
  }

  override describe({ tasks }: TasksDoneAsked): Words {
    return ({ requirements }) =>
      tasks.length === 1 ? requirements.task(titles(tasks)) : requirements.tasks(titles(tasks));
  }

  override async evaluate({ tasks }: TasksDoneAsked, { action }: Applicant): Promise<Finding> {
    const posts = await this.repository.occurrences(tasks.map(({ taskId }) => taskId));
    const completed = await this.repository.completedAmong(
      action.discordId,
      posts.map(({ postId }) => postId),
    );
    const done = new Set(
      posts.filter(({ postId }) => completed.includes(postId)).map(({ taskId }) => taskId),
    );
    const left = tasks.filter(({ taskId }) => !done.has(taskId));
    const gone = left.filter(({ taskId }) => posts.every((post) => post.taskId !== taskId));
    if (gone.length > 0) return unchecked((texts) => texts.requirements.reasons.taskGone(titles(gone)));
    const current: Words = (texts) => texts.requirements.current.tasks(tasks.length - left.length);
    if (left.length === 0) return { isMet: true, current };
    return { isMet: false, current, reason: (texts) => texts.requirements.reasons.tasksLeft(titles(left)) };
  }

  /** Each task once, by its newest title; never the one that is edited. */
  private async choices({ guildId, postId }: Place): Promise<TaskAsked[]> {
    const posts = await this.repository.newest(guildId, POSTS_LOOKED_AT);
    const own = posts.find(({ _id }) => _id.toHexString() === postId)?.taskId ?? postId;
    const tasks = new Map<string, TaskAsked>();
    for (const { taskId, taskData } of posts)
      if (taskId !== own && !tasks.has(taskId))
        tasks.set(taskId, { taskId, title: truncate(taskData.title, LONGEST_TITLE) });
    return [...tasks.values()].slice(0, MOST_CHOICES);
  }
}

const titles = (tasks: readonly TaskAsked[]): string =>
  tasks.map(({ title }) => `“${literal(title)}”`).join(', ');
