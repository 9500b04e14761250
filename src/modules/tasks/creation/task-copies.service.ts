import { Injectable } from '@nestjs/common';
import type { MemberAction } from '../../../infra/discord/index.js';
import { TaskDraftsService } from './task-drafts.service.js';
import { type Editor, TaskEditorService } from './task-editor.service.js';
import { TaskTemplatesService } from './task-templates.service.js';

/** New drafts from what there is, opened in the editor. */
@Injectable()
export class TaskCopiesService {
  constructor(
    private readonly drafts: TaskDraftsService,
    private readonly templates: TaskTemplatesService,
    private readonly editors: TaskEditorService,
  ) {}

  /**
   * @throws NotLinkedError
   * @throws TaskPostNotFoundError
   */
  async ofTask(action: MemberAction, postId: string): Promise<Editor> {
    return this.editors.open(action, await this.drafts.duplicate(action, postId));
  }

  /**
   * @param idOrName of the template, as it was chosen or typed
   * @throws NotLinkedError
   * @throws TaskOptionsError there is no such template
   */
  async ofTemplate(action: MemberAction, idOrName: string, channelId?: string): Promise<Editor> {
    return this.editors.open(action, await this.templates.use(action, idOrName, channelId));
  }
}
