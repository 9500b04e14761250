import { customId } from '../../../infra/discord/index.js';

/** On the card of an allowlist. Each names it by its id; who may do what is decided when it arrives. */
export const enterId = customId('allowlists/enter/:connectionId');
export const allowlistDetailsId = customId('allowlists/details/:connectionId');
export const ownEntryId = customId('allowlists/entry/:connectionId');
/** What a member fills in to enter. */
export const entryFormId = customId('allowlists/entered/:connectionId');
