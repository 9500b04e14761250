import { WalletSlash } from '../commands/wallet.slash.js';
import { WalletPanelButtons } from '../components/wallet-panel.button.js';
import { WalletProofButtons } from '../components/wallet-proof.button.js';
import { ContractWallets } from './contract-wallets.js';
import { SettleWalletClaimEffect } from './settle-wallet-claim.effect.js';
import { WalletClaimsRepository } from './wallet-claims.repository.js';
import { WalletClaimsService } from './wallet-claims.service.js';
import { WalletPagesService } from './wallet-pages.service.js';
import { WalletPanelService } from './wallet-panel.service.js';
import { WalletProofsService } from './wallet-proofs.service.js';
import { WalletsRepository } from './wallets.repository.js';
import { WalletsService } from './wallets.service.js';

/** The part of the accounts that is about wallets. */
export const walletProviders = [
  WalletSlash,
  WalletPanelButtons,
  WalletProofButtons,
  WalletsService,
  WalletsRepository,
  WalletProofsService,
  WalletPanelService,
  WalletPagesService,
  WalletClaimsService,
  WalletClaimsRepository,
  SettleWalletClaimEffect,
  ContractWallets,
];
