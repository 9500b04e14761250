import { Injectable } from '@nestjs/common';
import type { MemberAction } from '../../infra/discord/index.js';
import { PermissionsService, type RolePermission, ServersService } from '../servers/index.js';
import type { DiscordTaskPost } from './schemas/task-post.schema.js';
import { TaskCompletionsRepository } from './task-completions.repository.js';
import { TaskPostsRepository } from './task-posts.repository.js';
import { NotOurPostError } from './tasks.errors.js';

export interface ManagedPost {
  readonly post: DiscordTaskPost;
  /** Of this task. */
  readonly waiting: number;
  /** Whether the server is linked to the community of the task. */
  readonly isLinked: boolean;
  /** What the member may do here. */
  readonly may: ReadonlySet<RolePermission>;
}

/** *Manage this post*: a posted card, for those who may do something with it. */
@Injectable()
export class ManagePostService {
  constructor(
    private readonly posts: TaskPostsRepository,
    private readonly completions: TaskCompletionsRepository,
    private readonly servers: ServersService,
    private readonly permissions: PermissionsService,
  ) {}

  /** @throws NotOurPostError the message is no card of this server */
  async open(action: MemberAction, messageId: string, isManager: boolean): Promise<ManagedPost> {
    const post = await this.posts.findByMessage(action.guildId, messageId);
    if (post === null) throw new NotOurPostError();
    const [waiting, server, may] = await Promise.all([
      this.completions.countPendingOf(post._id.toHexString()),
      this.servers.find(action.guildId),
      this.permissions.of(action, isManager),
    ]);
    return { post, waiting, isLinked: server?.communityId === post.communityId, may };
  }
}
