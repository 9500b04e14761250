import { Injectable } from '@nestjs/common';
import type { RepliableInteraction } from 'discord.js';
import {
  Button,
  type ButtonContext,
  ComponentParam,
  Context,
  SelectedStrings,
  StringSelect,
  type StringSelectContext,
} from 'necord';
import { updatePanel } from '../../../infra/discord/index.js';
import { textsOf } from '../../../locales/index.js';
import { objectedView } from '../views/wallet-notices.view.js';
import { walletPanelView } from '../views/wallets.view.js';
import { type WalletPanel, WalletPanelService } from '../wallets/wallet-panel.service.js';
import {
  chooseWalletId,
  objectToClaimId,
  primaryWalletId,
  removeWalletId,
  walletPanelId,
} from '../wallets/wallets.custom-ids.js';
import { panelMemberOf } from './panel-member.js';

/** The panel of a member's wallets; everything in it is for the one who presses. */
@Injectable()
export class WalletPanelButtons {
  constructor(private readonly panel: WalletPanelService) {}

  @Button(walletPanelId.pattern)
  onOpen(@Context() [interaction]: ButtonContext): Promise<void> {
    return show(interaction, this.panel.open(panelMemberOf(interaction)));
  }

  @StringSelect(chooseWalletId.pattern)
  onChoose(@Context() [interaction]: StringSelectContext, @SelectedStrings() [key]: string[]): Promise<void> {
    return show(interaction, this.panel.choose(panelMemberOf(interaction), key));
  }

  @Button(primaryWalletId.pattern)
  onPrimary(@Context() [interaction]: ButtonContext, @ComponentParam('key') key: string): Promise<void> {
    return show(interaction, this.panel.makePrimary(panelMemberOf(interaction), key));
  }

  @Button(removeWalletId.pattern)
  onRemove(@Context() [interaction]: ButtonContext, @ComponentParam('key') key: string): Promise<void> {
    return show(interaction, this.panel.remove(panelMemberOf(interaction), key));
  }

  @Button(objectToClaimId.pattern)
  async onObject(
    @Context() [interaction]: ButtonContext,
    @ComponentParam('place') place: string,
    @ComponentParam('claimId') claimId: string,
  ): Promise<void> {
    const texts = textsOf(interaction.locale);
    await updatePanel(interaction, this.panel.object(panelMemberOf(interaction), claimId), (panel) =>
      place === 'notice' ? objectedView(panel.claim, texts) : walletPanelView(panel, texts),
    );
  }
}

const show = (interaction: RepliableInteraction, panel: Promise<WalletPanel>): Promise<void> =>
  updatePanel(interaction, panel, (shown) => walletPanelView(shown, textsOf(interaction.locale)));
