import { Injectable, UseGuards } from '@nestjs/common';
import { Button, type ButtonContext, Context, Modal, type ModalContext } from 'necord';
import {
  actionOf,
  GuildOnlyGuard,
  inTime,
  ManagerGuard,
  typedIn,
  updatePanel,
} from '../../../infra/discord/index.js';
import { Clock } from '../../../kernel/clock.js';
import { textsOf } from '../../../locales/index.js';
import { askUnlinkId, unlinkFormId } from '../linking/linking.custom-ids.js';
import { LinkingService } from '../linking/linking.service.js';
import { UnlinkingService } from '../linking/unlinking.service.js';
import { unlinkedView, unlinkModal } from '../views/linking.view.js';

/** Asks for the name of the community before its server is unlinked. */
@Injectable()
@UseGuards(GuildOnlyGuard, ManagerGuard)
export class UnlinkModal {
  constructor(
    private readonly linking: LinkingService,
    private readonly unlinking: UnlinkingService,
    private readonly clock: Clock,
  ) {}

  @Button(askUnlinkId.pattern)
  async onAsk(@Context() [interaction]: ButtonContext): Promise<void> {
    const { name } = await inTime(this.linking.current(actionOf(interaction).guildId));
    await interaction.showModal(unlinkModal(name, textsOf(interaction.locale)));
  }

  @Modal(unlinkFormId.pattern)
  async onConfirm(@Context() [interaction]: ModalContext): Promise<void> {
    const unlinked = this.unlinking.unlink(actionOf(interaction), typedIn(interaction, 'name'));
    await updatePanel(interaction, unlinked, (name) =>
      unlinkedView(name, this.clock.now(), textsOf(interaction.locale)),
    );
  }
}
