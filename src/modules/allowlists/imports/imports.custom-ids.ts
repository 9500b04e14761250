import { customId } from '../../../infra/discord/index.js';

/** Opens the form for a file of wallets; and that form. */
export const importWalletsId = customId('allowlists/wallets/:connectionId');
export const walletFileId = customId('allowlists/wallets/:connectionId/file');
