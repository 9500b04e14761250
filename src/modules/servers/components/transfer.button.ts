import { Injectable, UseGuards } from '@nestjs/common';
import { Button, type ButtonContext, Context } from 'necord';
import { actionOf, GuildOnlyGuard, ManagerGuard, updatePanel } from '../../../infra/discord/index.js';
import { textsOf } from '../../../locales/index.js';
import { askTransferId, transferCodeId } from '../linking/linking.custom-ids.js';
import { LinkingService } from '../linking/linking.service.js';
import { TransfersService } from '../linking/transfers.service.js';
import { transferCodeView, transferView } from '../views/linking.view.js';

/** The code with which the managers of another server take the community over. */
@Injectable()
@UseGuards(GuildOnlyGuard, ManagerGuard)
export class TransferButtons {
  constructor(
    private readonly linking: LinkingService,
    private readonly transfers: TransfersService,
  ) {}

  @Button(askTransferId.pattern)
  async onAsk(@Context() [interaction]: ButtonContext): Promise<void> {
    await updatePanel(interaction, this.linking.current(actionOf(interaction).guildId), ({ name }) =>
      transferView(name, textsOf(interaction.locale)),
    );
  }

  @Button(transferCodeId.pattern)
  async onMake(@Context() [interaction]: ButtonContext): Promise<void> {
    await updatePanel(interaction, this.transfers.issue(actionOf(interaction)), (issued) =>
      transferCodeView(issued, textsOf(interaction.locale)),
    );
  }
}
