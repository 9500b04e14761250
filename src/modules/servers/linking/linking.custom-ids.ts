import { customId } from '../../../infra/discord/index.js';

export const restoreId = customId('community/link/restore');
/** The draft holds what was typed into the command. */
export const linkNewId = customId('community/link/new/:draftId');
export const askUnlinkId = customId('community/unlink/ask');
export const unlinkFormId = customId('community/unlink/confirm');
export const askTransferId = customId('community/transfer/ask');
export const transferCodeId = customId('community/transfer/code');
