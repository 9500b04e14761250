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
import {
  actionOf,
  fileIn,
  GuildOnlyGuard,
  inTime,
  sentIn,
  updatePanel,
} from '../../../infra/discord/index.js';
import { textsOf } from '../../../locales/index.js';
import { NeedsPermission, PermissionGuard } from '../../servers/index.js';
import { importWalletsId, walletFileId } from '../imports/imports.custom-ids.js';
import { WalletImportService } from '../imports/wallet-import.service.js';
import { walletFileModal, walletImportView } from '../views/wallet-import.view.js';

/** *Import wallets* on the panel of an allowlist. */
@Injectable()
@UseGuards(GuildOnlyGuard, PermissionGuard)
@NeedsPermission('allowlists.run')
export class WalletImportControls {
  constructor(private readonly imports: WalletImportService) {}

  @Button(importWalletsId.pattern)
  async onOpen(
    @Context() [interaction]: ButtonContext,
    @ComponentParam('connectionId') connectionId: string,
  ): Promise<void> {
    await inTime(this.imports.open(actionOf(interaction), connectionId));
    await interaction.showModal(walletFileModal(connectionId, textsOf(interaction.locale)));
  }

  @Modal(walletFileId.pattern)
  async onFile(
    @Context() [interaction]: ModalContext,
    @ModalParam('connectionId') connectionId: string,
  ): Promise<void> {
    const given = { file: fileIn(interaction, 'file'), sent: sentIn(interaction) };
    const imported = this.imports.import(actionOf(interaction), connectionId, given);
    await updatePanel(interaction, imported, (outcome) =>
      walletImportView(outcome, textsOf(interaction.locale)),
    );
  }
}
