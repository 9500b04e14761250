import { Injectable } from '@nestjs/common';
import { Context, type SlashCommandContext, Subcommand } from 'necord';
import { answer } from '../../../infra/discord/index.js';
import { localizedCommand, textsOf } from '../../../locales/index.js';
import { AccountGroup } from '../account-group.decorator.js';
import { panelMemberOf } from '../components/panel-member.js';
import { walletPanelView } from '../views/wallets.view.js';
import { WalletPanelService } from '../wallets/wallet-panel.service.js';

/** In any server, and in direct messages. */
@Injectable()
@AccountGroup()
export class WalletSlash {
  constructor(private readonly panel: WalletPanelService) {}

  @Subcommand(localizedCommand('accountWallet'))
  async onCommand(@Context() [interaction]: SlashCommandContext): Promise<void> {
    await answer(interaction, this.panel.open(panelMemberOf(interaction)), (panel) =>
      walletPanelView(panel, textsOf(interaction.locale)),
    );
  }
}
