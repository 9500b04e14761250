import { Injectable } from '@nestjs/common';
import { Types } from 'mongoose';
import type { MemberAction } from '../../../infra/discord/index.js';
import { ServersService } from '../../servers/index.js';
import { TemplatesService } from '../../templates/index.js';
import type { NewContent } from './new-draft.js';
import { TaskDraftsService } from './task-drafts.service.js';
import { type Editor, TaskEditorService } from './task-editor.service.js';

/** New drafts from what there is, opened in the editor. */
@Injectable()
export class TaskCopiesService {
  constructor(
    private readonly drafts: TaskDraftsService,
    private readonly templates: TemplatesService,
    private readonly editors: TaskEditorService,
    private readonly servers: ServersService,
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
   * @throws TemplateRefusedError there is no such template
   */
  async ofTemplate(action: MemberAction, idOrName: string, channelId?: string): Promise<Editor> {
    const { defaultChannel } = await this.servers.requireLinked(action.guildId);
    const content = await this.templates.content<NewContent>(action.guildId, 'task', idOrName);
    const id = new Types.ObjectId().toHexString();
    await this.drafts.create(action, id, content, channelId ?? defaultChannel ?? action.channelId);
    return this.editors.open(action, id);
  }
}
