import { WalletImportControls } from '../components/wallet-import.button.js';
import { ImportedWalletsRepository } from './imported-wallets.repository.js';
import { WalletImportService } from './wallet-import.service.js';

export const importing = [ImportedWalletsRepository, WalletImportControls, WalletImportService];
