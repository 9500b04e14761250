import { customId } from '../../../infra/discord/index.js';

/** On the card of an allowlist. Each names it by its id; who may do what is decided when it arrives. */
export const enterId = customId('allowlists/enter/:connectionId');
export const allowlistDetailsId = customId('allowlists/details/:connectionId');
/** By these its card is visited. */
export const ALLOWLIST_VISITS = [allowlistDetailsId, enterId] as const;
export const ownEntryId = customId('allowlists/entry/:connectionId');
/** What a member fills in to enter. */
export const entryFormId = customId('allowlists/entered/:connectionId');
/** In a member's private panel. */
export const refreshEntryId = customId('allowlists/refresh/:connectionId');
export const askLeaveId = customId('allowlists/leave/:connectionId');
export const leaveId = customId('allowlists/left/:connectionId');
export const entryFileId = customId('allowlists/entry-file/:connectionId');
/** `direction` is `after` or `before`; `anchor` the id at the end of the page that is left. */
export const allowlistsPageId = customId('allowlists/page/:show/:direction/:anchor');
