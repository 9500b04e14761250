import { Injectable } from '@nestjs/common';
import type { MemberAction } from '../../../infra/discord/index.js';
import { AllowlistDraftsService } from './allowlist-drafts.service.js';
import { AllowlistEditorService, type Editor } from './allowlist-editor.service.js';

/** New drafts from what there is, opened in the editor. */
@Injectable()
export class AllowlistCopiesService {
  constructor(
    private readonly drafts: AllowlistDraftsService,
    private readonly editors: AllowlistEditorService,
  ) {}

  /**
   * @throws NotLinkedError
   * @throws AllowlistNotFoundError
   */
  async ofAllowlist(action: MemberAction, connectionId: string): Promise<Editor> {
    return this.editors.open(action, await this.drafts.duplicate(action, connectionId));
  }
}
