import { customId } from '../../../infra/discord/index.js';

/** Under an announcement, for whoever won; who that is is decided when it is pressed. */
export const claimId = customId('allowlists/claim/:connectionId');
/** Where the prize goes, filled in by a winner whose entry names no wallet. */
export const claimWalletId = customId('allowlists/claimed/:connectionId');
export const declineId = customId('allowlists/decline/:connectionId');
