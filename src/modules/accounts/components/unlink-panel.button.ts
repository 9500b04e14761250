import { Injectable } from '@nestjs/common';
import { Button, type ButtonContext, Context } from 'necord';
import { updatePanel } from '../../../infra/discord/index.js';
import { textsOf } from '../../../locales/index.js';
import { keepLinkId, removeLinkId } from '../accounts.custom-ids.js';
import { UnlinkService } from '../linking/unlink.service.js';
import { linkKeptView, unlinkedView } from '../views/link.view.js';

@Injectable()
export class UnlinkPanelButton {
  constructor(private readonly links: UnlinkService) {}

  @Button(removeLinkId.pattern)
  async onRemove(@Context() [interaction]: ButtonContext): Promise<void> {
    await updatePanel(interaction, this.links.unlink(interaction.user.id), () =>
      unlinkedView(textsOf(interaction.locale)),
    );
  }

  @Button(keepLinkId.pattern)
  async onKeep(@Context() [interaction]: ButtonContext): Promise<void> {
    await updatePanel(interaction, Promise.resolve(), () => linkKeptView(textsOf(interaction.locale)));
  }
}
