import { customId } from '../../../infra/discord/index.js';

/** Under an announcement, for whoever won; who that is is decided when it is pressed. */
export const claimId = customId('allowlists/claim/:connectionId');
/** Where the prize goes, filled in by a winner whose entry names no wallet. */
export const claimWalletId = customId('allowlists/claimed/:connectionId');
/** Asks first: a place that is let go does not come back. */
export const declineId = customId('allowlists/decline/:connectionId');
export const letGoId = customId('allowlists/declined/:connectionId');
