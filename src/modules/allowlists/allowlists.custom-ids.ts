import { customId } from '../../infra/discord/index.js';

/** What managers press and fill in. Each names a document by its id; who may do what is decided when it arrives. */

/** The first form; what was refused is filled in again. */
export const allowlistFormId = customId('allowlists/create/:draftId');
export const fixAllowlistFormId = customId('allowlists/fix/:draftId');
/** The editor, from wherever: its preview, and what can be changed. */
export const allowlistEditorId = customId('allowlists/editor/:connectionId');
export const postAllowlistId = customId('allowlists/post/:connectionId');
export const discardAllowlistId = customId('allowlists/discard/:connectionId');
export const duplicateAllowlistId = customId('allowlists/duplicate/:connectionId');
/** Opens a form of the editor; that form, with what was there when it was opened; and the way back into it. */
export const editAllowlistId = customId('allowlists/edit/:connectionId/:part');
export const allowlistEditId = customId('allowlists/edited/:connectionId/:part/:seen');
export const fixAllowlistEditId = customId('allowlists/refine/:formId');
export const winnerRoleId = customId('allowlists/winner-role/:connectionId');
export const allowlistChannelId = customId('allowlists/channel/:connectionId');
/** What gives more tickets: the panel, a form for one more, and one taken out. */
export const bonusesId = customId('allowlists/bonuses/:connectionId');
export const addBonusId = customId('allowlists/bonus-add/:connectionId');
export const bonusFormId = customId('allowlists/bonus/:connectionId/:kind');
export const fixBonusId = customId('allowlists/bonus-fix/:formId');
export const removeBonusId = customId('allowlists/bonus-remove/:connectionId');
export const bonusModeId = customId('allowlists/bonus-mode/:connectionId/:mode');
