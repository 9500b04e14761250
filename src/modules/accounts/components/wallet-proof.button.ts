import { Injectable } from '@nestjs/common';
import {
  Button,
  type ButtonContext,
  ComponentParam,
  Context,
  Modal,
  type ModalContext,
  ModalParam,
} from 'necord';
import { typedIn, updatePanel } from '../../../infra/discord/index.js';
import { textsOf } from '../../../locales/index.js';
import { addressModal, signatureModal } from '../views/wallet-forms.view.js';
import { addWalletView, textToSignView, walletPanelView } from '../views/wallets.view.js';
import { WalletPanelService } from '../wallets/wallet-panel.service.js';
import {
  addressFormId,
  addWalletId,
  enterSignatureId,
  pasteAddressId,
  signatureFormId,
} from '../wallets/wallets.custom-ids.js';
import { panelMemberOf } from './panel-member.js';

/** From *Add a wallet* to its proof: by the page, or by pasting the signature here. */
@Injectable()
export class WalletProofButtons {
  constructor(private readonly panel: WalletPanelService) {}

  @Button(addWalletId.pattern)
  async onAdd(@Context() [interaction]: ButtonContext): Promise<void> {
    await updatePanel(interaction, this.panel.ways(panelMemberOf(interaction)), (ways) =>
      addWalletView(ways, textsOf(interaction.locale)),
    );
  }

  @Button(pasteAddressId.pattern)
  async onPaste(@Context() [interaction]: ButtonContext): Promise<void> {
    await interaction.showModal(addressModal(textsOf(interaction.locale)));
  }

  @Modal(addressFormId.pattern)
  async onAddress(@Context() [interaction]: ModalContext): Promise<void> {
    const challenge = this.panel.challenge(panelMemberOf(interaction), typedIn(interaction, 'address'));
    await updatePanel(interaction, challenge, (given) => textToSignView(given, textsOf(interaction.locale)));
  }

  @Button(enterSignatureId.pattern)
  async onEnter(
    @Context() [interaction]: ButtonContext,
    @ComponentParam('chain') chain: string,
    @ComponentParam('token') token: string,
  ): Promise<void> {
    const kind = chain === 'solana' ? 'solana' : 'eip155';
    await interaction.showModal(signatureModal(token, kind, textsOf(interaction.locale)));
  }

  @Modal(signatureFormId.pattern)
  async onSignature(
    @Context() [interaction]: ModalContext,
    @ModalParam('token') token: string,
  ): Promise<void> {
    const proven = this.panel.prove(panelMemberOf(interaction), token, typedIn(interaction, 'signature'));
    await updatePanel(interaction, proven, (panel) => walletPanelView(panel, textsOf(interaction.locale)));
  }
}
