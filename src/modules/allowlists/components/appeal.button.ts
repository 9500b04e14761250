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
import { actionOf, GuildOnlyGuard, typedIn, updatePanel } from '../../../infra/discord/index.js';
import { textsOf } from '../../../locales/index.js';
import { appealFormId, appealId } from '../risk/held.custom-ids.js';
import { HeldEntriesService } from '../risk/held-entries.service.js';
import { appealedView, appealModal } from '../views/held.view.js';

/** What a member has to say to an entry that was held or refused. */
@Injectable()
@UseGuards(GuildOnlyGuard)
export class AppealControls {
  constructor(private readonly held: HeldEntriesService) {}

  @Button(appealId.pattern)
  async onPress(
    @Context() [interaction]: ButtonContext,
    @ComponentParam('connectionId') connectionId: string,
  ): Promise<void> {
    await interaction.showModal(appealModal(connectionId, textsOf(interaction.locale)));
  }

  @Modal(appealFormId.pattern)
  async onSubmit(
    @Context() [interaction]: ModalContext,
    @ModalParam('connectionId') connectionId: string,
  ): Promise<void> {
    const said = this.held.appeal(actionOf(interaction), connectionId, typedIn(interaction, 'appeal'));
    await updatePanel(interaction, said, () => appealedView(textsOf(interaction.locale)));
  }
}
