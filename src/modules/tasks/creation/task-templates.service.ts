import { Injectable } from '@nestjs/common';
import type { MemberAction } from '../../../infra/discord/index.js';
import { TemplateOwner } from '../../templates/index.js';
import { TaskPostsRepository } from '../task-posts.repository.js';
import { taskEditorId } from '../tasks.custom-ids.js';
import { TaskPostNotFoundError } from '../tasks.errors.js';
import { contentOf } from './new-draft.js';

/** What templates of tasks keep: all that a task says, but for its dates. */
@Injectable()
export class TaskTemplates extends TemplateOwner {
  readonly name = 'task';
  readonly permission = 'tasks.create';

  constructor(private readonly posts: TaskPostsRepository) {
    super();
  }

  /** @throws TaskPostNotFoundError */
  override async contentOf({ guildId }: MemberAction, postId: string): Promise<object> {
    const post = await this.posts.find(guildId, postId);
    if (post === null) throw new TaskPostNotFoundError();
    return contentOf(post);
  }

  override editorId(postId: string): string {
    return taskEditorId.build({ postId });
  }
}
