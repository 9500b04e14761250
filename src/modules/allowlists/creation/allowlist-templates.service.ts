import { Injectable } from '@nestjs/common';
import type { MemberAction } from '../../../infra/discord/index.js';
import { TemplateOwner } from '../../templates/index.js';
import { allowlistEditorId } from '../allowlists.custom-ids.js';
import { AllowlistMoves } from '../life/allowlist-moves.service.js';
import { contentOf } from './new-draft.js';

/** What templates of allowlists keep: all that an allowlist says, but for its dates. */
@Injectable()
export class AllowlistTemplates extends TemplateOwner {
  readonly name = 'allowlist';
  readonly permission = 'allowlists.run';

  constructor(private readonly moves: AllowlistMoves) {
    super();
  }

  /** @throws AllowlistNotFoundError */
  override async contentOf(action: MemberAction, connectionId: string): Promise<object> {
    return contentOf(await this.moves.find(action, connectionId));
  }

  override editorId(connectionId: string): string {
    return allowlistEditorId.build({ connectionId });
  }
}
