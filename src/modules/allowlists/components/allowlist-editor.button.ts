import { Injectable, UseGuards } from '@nestjs/common';
import { Button, type ButtonContext, ComponentParam, Context } from 'necord';
import { actionOf, GuildOnlyGuard, inTime, updatePanel } from '../../../infra/discord/index.js';
import { Clock } from '../../../kernel/clock.js';
import { textsOf } from '../../../locales/index.js';
import { NeedsPermission, PermissionGuard } from '../../servers/index.js';
import { AllowlistCopiesService } from '../creation/allowlist-copies.service.js';
import { AllowlistLifeService } from '../life/allowlist-life.service.js';
import { AllowlistEditorService } from '../creation/allowlist-editor.service.js';
import {
  discardAllowlistId,
  duplicateAllowlistId,
  editAllowlistId,
  fixAllowlistEditId,
  postAllowlistId,
  allowlistEditorId,
} from '../allowlists.custom-ids.js';
import { discardedView, publishedView, allowlistEditorView } from '../views/allowlist-editor.view.js';
import { allowlistPartModal } from '../views/allowlist-forms.view.js';

/** What is pressed in the editor of an allowlist; the right to create is asked for at each step. */
@Injectable()
@UseGuards(GuildOnlyGuard, PermissionGuard)
@NeedsPermission('allowlists.run')
export class AllowlistEditorButtons {
  constructor(
    private readonly editors: AllowlistEditorService,
    private readonly copies: AllowlistCopiesService,
    private readonly life: AllowlistLifeService,
    private readonly clock: Clock,
  ) {}

  @Button(allowlistEditorId.pattern)
  async onOpen(
    @Context() [interaction]: ButtonContext,
    @ComponentParam('connectionId') connectionId: string,
  ): Promise<void> {
    await updatePanel(interaction, this.editors.open(actionOf(interaction), connectionId), (editor) =>
      allowlistEditorView(editor, this.clock.now(), textsOf(interaction.locale)),
    );
  }

  @Button(duplicateAllowlistId.pattern)
  async onDuplicate(
    @Context() [interaction]: ButtonContext,
    @ComponentParam('connectionId') connectionId: string,
  ): Promise<void> {
    await updatePanel(interaction, this.copies.ofAllowlist(actionOf(interaction), connectionId), (editor) =>
      allowlistEditorView(editor, this.clock.now(), textsOf(interaction.locale)),
    );
  }

  @Button(postAllowlistId.pattern)
  async onPost(
    @Context() [interaction]: ButtonContext,
    @ComponentParam('connectionId') connectionId: string,
  ): Promise<void> {
    await updatePanel(interaction, this.life.post(actionOf(interaction), connectionId), (published) =>
      publishedView(published, textsOf(interaction.locale)),
    );
  }

  @Button(discardAllowlistId.pattern)
  async onDiscard(
    @Context() [interaction]: ButtonContext,
    @ComponentParam('connectionId') connectionId: string,
  ): Promise<void> {
    await updatePanel(interaction, this.life.deleteDraft(actionOf(interaction), connectionId), (draft) =>
      discardedView(draft, textsOf(interaction.locale)),
    );
  }

  @Button(editAllowlistId.pattern)
  async onEdit(
    @Context() [interaction]: ButtonContext,
    @ComponentParam('connectionId') connectionId: string,
    @ComponentParam('part') part: string,
  ): Promise<void> {
    const opened = await inTime(this.editors.openPart(actionOf(interaction), connectionId, part));
    await interaction.showModal(allowlistPartModal(opened, textsOf(interaction.locale)));
  }

  @Button(fixAllowlistEditId.pattern)
  async onFix(
    @Context() [interaction]: ButtonContext,
    @ComponentParam('formId') formId: string,
  ): Promise<void> {
    const opened = await inTime(this.editors.reopenPart(actionOf(interaction), formId));
    await interaction.showModal(allowlistPartModal(opened, textsOf(interaction.locale)));
  }
}
