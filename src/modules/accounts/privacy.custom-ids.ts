import { customId } from '../../infra/discord/index.js';

/** Whoever presses means their own data: there is nobody else's to name. */
export const deleteDataId = customId('account/privacy/delete');
export const confirmDeletionId = customId('account/privacy/confirm');
