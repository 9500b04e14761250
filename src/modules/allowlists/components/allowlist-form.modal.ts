import { Injectable, UseGuards } from '@nestjs/common';
import {
  Button,
  type ButtonContext,
  ComponentParam,
  Context,
  Modal,
  type ModalContext,
  ModalParam,
} from 'necord';
import { actionOf, GuildOnlyGuard, inTime, sentIn, updatePanel } from '../../../infra/discord/index.js';
import { Clock } from '../../../kernel/clock.js';
import { textsOf } from '../../../locales/index.js';
import { NeedsPermission, PermissionGuard } from '../../servers/index.js';
import { allowlistFormId, fixAllowlistFormId } from '../allowlists.custom-ids.js';
import { AllowlistFormsService } from '../creation/allowlist-forms.service.js';
import { allowlistFormModal, formOutcomeView } from '../views/allowlist-forms.view.js';

/** The form of `/allowlist create`, and the way back into it after a refusal. */
@Injectable()
@UseGuards(GuildOnlyGuard, PermissionGuard)
@NeedsPermission('allowlists.run')
export class AllowlistFormModal {
  constructor(
    private readonly forms: AllowlistFormsService,
    private readonly clock: Clock,
  ) {}

  @Modal(allowlistFormId.pattern)
  async onSubmit(
    @Context() [interaction]: ModalContext,
    @ModalParam('draftId') draftId: string,
  ): Promise<void> {
    const submitted = this.forms.submit(actionOf(interaction), draftId, sentIn(interaction));
    await updatePanel(interaction, submitted, (outcome) =>
      formOutcomeView(outcome, this.clock.now(), textsOf(interaction.locale)),
    );
  }

  @Button(fixAllowlistFormId.pattern)
  async onFix(
    @Context() [interaction]: ButtonContext,
    @ComponentParam('draftId') draftId: string,
  ): Promise<void> {
    const form = await inTime(this.forms.reopen(actionOf(interaction), draftId));
    await interaction.showModal(allowlistFormModal(form, textsOf(interaction.locale)));
  }
}
