import { Injectable } from '@nestjs/common';
import { Types } from 'mongoose';
import type { MemberAction } from '../../../infra/discord/index.js';
import { ServersService } from '../../servers/index.js';
import { TemplatesService } from '../../templates/index.js';
import { AllowlistDraftsService } from './allowlist-drafts.service.js';
import { AllowlistEditorService, type Editor } from './allowlist-editor.service.js';
import type { NewContent } from './new-draft.js';

/** New drafts from what there is, opened in the editor. */
@Injectable()
export class AllowlistCopiesService {
  constructor(
    private readonly drafts: AllowlistDraftsService,
    private readonly templates: TemplatesService,
    private readonly editors: AllowlistEditorService,
    private readonly servers: ServersService,
  ) {}

  /**
   * @throws NotLinkedError
   * @throws AllowlistNotFoundError
   */
  async ofAllowlist(action: MemberAction, connectionId: string): Promise<Editor> {
    return this.editors.open(action, await this.drafts.duplicate(action, connectionId));
  }

  /**
   * @param idOrName of the template, as it was chosen or typed
   * @throws NotLinkedError
   * @throws TemplateRefusedError there is no such template
   */
  async ofTemplate(action: MemberAction, idOrName: string, channelId?: string): Promise<Editor> {
    const { defaultChannel } = await this.servers.requireLinked(action.guildId);
    const content = await this.templates.content<NewContent>(action.guildId, 'allowlist', idOrName);
    const id = new Types.ObjectId().toHexString();
    await this.drafts.create(action, id, content, channelId ?? defaultChannel ?? action.channelId);
    return this.editors.open(action, id);
  }
}
