import { customId } from '../../infra/discord/index.js';

/** Each acts on the account of whoever presses. */
export const removeLinkId = customId('account/link/remove');
export const keepLinkId = customId('account/link/keep');
