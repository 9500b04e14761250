import { Injectable } from '@nestjs/common';
import { Button, type ButtonContext, Context, Modal, type ModalContext } from 'necord';
import { personOf, typedIn, updatePanel } from '../../../infra/discord/index.js';
import { textsOf } from '../../../locales/index.js';
import { PrivacyService } from '../privacy/privacy.service.js';
import { confirmDeletionId, deleteDataId } from '../privacy.custom-ids.js';
import { deletionModal, erasureBegunView } from '../views/privacy.view.js';

/** The panel of `/account privacy delete`, and the word that must be typed. */
@Injectable()
export class DeleteDataButton {
  constructor(private readonly privacy: PrivacyService) {}

  @Button(deleteDataId.pattern)
  async onPress(@Context() [interaction]: ButtonContext): Promise<void> {
    await interaction.showModal(deletionModal(textsOf(interaction.locale)));
  }

  @Modal(confirmDeletionId.pattern)
  async onConfirm(@Context() [interaction]: ModalContext): Promise<void> {
    const begins = this.privacy.erase(personOf(interaction), typedIn(interaction, 'word'));
    await updatePanel(interaction, begins, (at) => erasureBegunView(at, textsOf(interaction.locale)));
  }
}
