import { Injectable } from '@nestjs/common';
import type { MemberAction } from '../../../infra/discord/index.js';
import { DraftsRepository } from '../../../infra/drafts/index.js';
import { Clock } from '../../../kernel/clock.js';
import { dateAndTime } from '../../../kernel/discord-text.js';
import { wallTimeOf } from '../../../kernel/zoned-time.js';
import { ServersService } from '../../servers/index.js';
import { CLOSED_STATUSES } from '../schemas/task-post.schema.js';
import { FormExpiredError, TaskLifeError } from '../tasks.errors.js';
import type { Fault } from '../tasks.rules.js';
import { readEnd } from './task-end.rules.js';
import { mayBeRetimed } from './task-life.rules.js';
import { TaskMoves } from './task-moves.service.js';

export interface OpenEnd {
  readonly postId: string;
  /** In which dates are read. */
  readonly zone: string;
  readonly typed: string;
  /** The end when the form was opened, in milliseconds. */
  readonly seen: string;
}

export type EndOutcome =
  | { readonly kind: 'changed'; readonly endsAt: Date }
  /** `formId`: what was typed is kept there. */
  | {
      readonly kind: 'refused';
      readonly formId: string;
      readonly postId: string;
      readonly fault: Fault;
    };

const KIND = 'task-end';

/** Another end for a task that was published: earlier or later, by date or by duration. */
@Injectable()
export class TaskEndsService {
  constructor(
    private readonly moves: TaskMoves,
    private readonly forms: DraftsRepository,
    private readonly servers: ServersService,
    private readonly clock: Clock,
  ) {}

  /**
   * @throws NotLinkedError
   * @throws TaskPostNotFoundError
   * @throws TaskLifeError it is a draft, or over
   */
  async open(action: MemberAction, postId: string): Promise<OpenEnd> {
    const { zone, post } = await this.find(action, postId);
    const { expiresAt } = post.taskData;
    const { date, time } = wallTimeOf(expiresAt, zone);
    return { postId, zone, typed: `${date} ${time}`, seen: String(expiresAt.getTime()) };
  }

  /** The form again, as it was typed; what others changed meanwhile counts as seen. @throws FormExpiredError */
  async reopen(action: MemberAction, postId: string, formId: string): Promise<OpenEnd> {
    const form = await this.forms.find(formId, KIND, action);
    if (form?.values.postId !== postId) throw new FormExpiredError();
    return { ...(await this.open(action, postId)), typed: form.values.typed ?? '' };
  }

  /**
   * Sets the end, or says what is wrong with it and keeps what was typed.
   *
   * @throws NotLinkedError
   * @throws TaskPostNotFoundError
   * @throws TaskLifeError it is over meanwhile
   */
  async submit(action: MemberAction, postId: string, seen: string, typed: string): Promise<EndOutcome> {
    const { zone, post } = await this.find(action, postId);
    const refuse = async (fault: Fault): Promise<EndOutcome> => {
      const formId = await this.forms.create(KIND, action, { postId, typed });
      return { kind: 'refused', formId, postId, fault };
    };
    const { expiresAt } = post.taskData;
    const read = readEnd(typed, post.taskData, { from: this.clock.now(), zone });
    if ('fault' in read) return refuse(read.fault);
    if (String(expiresAt.getTime()) !== seen)
      return refuse((texts) => texts.timingFaults.meanwhile(dateAndTime(expiresAt)));
    const { taskData } = await this.moves.retime(action, post, { expiresAt: read.at });
    return { kind: 'changed', endsAt: taskData.expiresAt };
  }

  private async find(action: MemberAction, postId: string) {
    const { timezone: zone } = await this.servers.requireLinked(action.guildId);
    const post = await this.moves.find(action, postId);
    const { status } = post.taskData;
    if (!mayBeRetimed(post.taskData, this.clock.now())) {
      const isSaid = status === 'draft' || CLOSED_STATUSES.includes(status);
      throw new TaskLifeError(`The task is ${status}, or over`, ({ taskLife }) =>
        isSaid ? taskLife.refused[status] : taskLife.refused.expired,
      );
    }
    return { zone, post };
  }
}
