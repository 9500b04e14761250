import { customId } from '../../../infra/discord/index.js';

/** A page of applications: `show` is one of `PICKS_SHOWN`; `direction` leads on from the entry `anchor`, or from the start. */
export const picksId = customId('allowlists/picks/:connectionId/:show/:direction/:anchor');
/** One application, whole. */
export const applicationId = customId('allowlists/application/:connectionId/:entryId');
/** `verdict` is `pick` or `unpick`. */
export const pickId = customId('allowlists/pick/:connectionId/:entryId/:verdict');
/** Asks first; then announces what was seen when it was asked. */
export const askAnnounceId = customId('allowlists/picks-ask/:connectionId');
export const announcePicksId = customId('allowlists/picks-announce/:connectionId/:revision');
