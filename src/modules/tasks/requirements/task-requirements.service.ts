import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../../infra/audit/index.js';
import { Database } from '../../../infra/database/index.js';
import type { MemberAction } from '../../../infra/discord/index.js';
import { Clock } from '../../../kernel/clock.js';
import { type Owned, type Requirement, RequirementOwner } from '../../requirements/index.js';
import { ServersService } from '../../servers/index.js';
import { type DiscordTaskPost, taskPosts } from '../schemas/task-post.schema.js';
import { TaskPostsRepository } from '../task-posts.repository.js';
import { taskEditorId } from '../tasks.custom-ids.js';
import { TaskLifeError, TaskPostNotFoundError } from '../tasks.errors.js';
import { EDITABLE_STATUSES, TaskRequirementsRepository } from './task-requirements.repository.js';

/** Requirements of tasks: of drafts, and of tasks that are posted, until they are over. */
@Injectable()
export class TaskRequirements extends RequirementOwner {
  readonly name = 'task';
  readonly permission = 'tasks.create';

  constructor(
    private readonly posts: TaskPostsRepository,
    private readonly repository: TaskRequirementsRepository,
    private readonly servers: ServersService,
    private readonly database: Database,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {
    super();
  }

  /**
   * @throws NotLinkedError
   * @throws TaskPostNotFoundError
   * @throws TaskLifeError it is over
   */
  override async find(action: MemberAction, postId: string): Promise<Owned> {
    return ownedBy(await this.editable(action, postId));
  }

  /** @throws the same as `find` */
  override async change(
    action: MemberAction,
    postId: string,
    next: (now: readonly Requirement[]) => readonly Requirement[],
  ): Promise<Owned> {
    const { discordId, guildId } = action;
    const changed = await this.database.transaction(async () => {
      const before = await this.editable(action, postId);
      const after = await this.repository.set(before, next(before.taskData.requirements), this.clock.now());
      if (after === null) throw new TaskPostNotFoundError();
      const actor = { kind: 'admin', id: discordId } as const;
      const change = { collection: taskPosts, guildId, before: contentOf(before), after: contentOf(after) };
      await this.audit.record({ action: 'task.requirements', actor, ...change });
      return after;
    });
    await this.posts.forget(postId);
    return ownedBy(changed);
  }

  private async editable({ guildId }: MemberAction, postId: string): Promise<DiscordTaskPost> {
    await this.servers.requireLinked(guildId);
    const post = await this.posts.find(guildId, postId);
    if (post === null) throw new TaskPostNotFoundError();
    const { status } = post.taskData;
    if (!EDITABLE_STATUSES.includes(status))
      throw new TaskLifeError(`The task is ${status}`, (texts) => texts.taskLife.refused[status]);
    return post;
  }
}

/** The audit is of what managers change: figures and the card have their own writers. */
const contentOf = ({ _id, taskData }: DiscordTaskPost) => ({ _id, taskData });

const ownedBy = ({ _id, communityId, taskData }: DiscordTaskPost): Owned => {
  const postId = _id.toHexString();
  const { title, requirements } = taskData;
  return { postId, communityId, title, requirements, backId: taskEditorId.build({ postId }) };
};
