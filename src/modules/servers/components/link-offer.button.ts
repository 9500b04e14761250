import { Injectable, UseGuards } from '@nestjs/common';
import { Button, type ButtonContext, ComponentParam, Context } from 'necord';
import { actionOf, GuildOnlyGuard, ManagerGuard, updatePanel } from '../../../infra/discord/index.js';
import { textsOf } from '../../../locales/index.js';
import { linkNewId, restoreId } from '../linking/linking.custom-ids.js';
import { LinkWizardService } from '../linking/link-wizard.service.js';
import { linkedView } from '../views/linking.view.js';

/** A server that had a community: that one again, or a new one. */
@Injectable()
@UseGuards(GuildOnlyGuard, ManagerGuard)
export class LinkOfferButtons {
  constructor(private readonly wizard: LinkWizardService) {}

  @Button(restoreId.pattern)
  async onRestore(@Context() [interaction]: ButtonContext): Promise<void> {
    await updatePanel(interaction, this.wizard.restore(actionOf(interaction)), (linked) =>
      linkedView(linked, textsOf(interaction.locale)),
    );
  }

  @Button(linkNewId.pattern)
  async onNew(
    @Context() [interaction]: ButtonContext,
    @ComponentParam('draftId') draftId: string,
  ): Promise<void> {
    await updatePanel(interaction, this.wizard.createOffered(actionOf(interaction), draftId), (linked) =>
      linkedView(linked, textsOf(interaction.locale)),
    );
  }
}
