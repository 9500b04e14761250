import { Injectable, UseGuards } from '@nestjs/common';
import { Context, Modal, type ModalContext, ModalParam } from 'necord';
import { actionOf, GuildOnlyGuard, sentIn, updatePanel } from '../../../infra/discord/index.js';
import { Clock } from '../../../kernel/clock.js';
import { textsOf } from '../../../locales/index.js';
import { NeedsPermission, PermissionGuard } from '../../servers/index.js';
import { AllowlistEditorService } from '../creation/allowlist-editor.service.js';
import { allowlistEditId } from '../allowlists.custom-ids.js';
import { editOutcomeView } from '../views/allowlist-forms.view.js';

/** What is typed in the editor of an allowlist. */
@Injectable()
@UseGuards(GuildOnlyGuard, PermissionGuard)
@NeedsPermission('allowlists.run')
export class AllowlistEditorModal {
  constructor(
    private readonly editors: AllowlistEditorService,
    private readonly clock: Clock,
  ) {}

  @Modal(allowlistEditId.pattern)
  async onSubmit(
    @Context() [interaction]: ModalContext,
    @ModalParam('connectionId') connectionId: string,
    @ModalParam('part') part: string,
    @ModalParam('seen') seen: string,
  ): Promise<void> {
    const form = { connectionId, part, seen };
    const submitted = this.editors.submitPart(actionOf(interaction), form, sentIn(interaction));
    await updatePanel(interaction, submitted, (outcome) =>
      editOutcomeView(outcome, this.clock.now(), textsOf(interaction.locale)),
    );
  }
}
