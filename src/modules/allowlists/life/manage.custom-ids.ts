import { customId } from '../../../infra/discord/index.js';

/** What a manager may do with an allowlist, as a panel; also the way back to it. */
export const manageAllowlistId = customId('allowlists/manage/:connectionId');
/** An allowlist of those that were found, by its id. */
export const chooseAllowlistId = customId('allowlists/managed');
/** `move` is one of `MOVES`. */
export const moveAllowlistId = customId('allowlists/manage/:connectionId/do/:move');
/** Asks before what can't be undone: `move` is `cancel` or `end`. */
export const askMoveId = customId('allowlists/manage/:connectionId/ask/:move');
/** Opens the form for another end; that form, with the end that was seen, in milliseconds; and the way back into it. */
export const openEndId = customId('allowlists/manage/:connectionId/end');
export const allowlistEndId = customId('allowlists/manage/:connectionId/ends/:seen');
export const fixEndId = customId('allowlists/manage/:connectionId/fix/:formId');
