import { customId } from '../../../infra/discord/index.js';

/** How the draw of an allowlist stands, and what a manager may do; also the way back to it. */
export const drawPanelId = customId('allowlists/draw/:connectionId');
/** An allowlist of those that were found, by its id. */
export const chooseDrawId = customId('allowlists/draw-chosen');
/** Closes the allowlist now: asked first, then done. */
export const askDrawNowId = customId('allowlists/draw-ask/:connectionId');
export const drawNowId = customId('allowlists/draw-now/:connectionId');
/** Another channel for a draw whose own can't be used. */
export const tellInId = customId('allowlists/draw-channel/:connectionId');
/** Those who hold a place, by page from 0. */
export const winnersId = customId('allowlists/winners/:connectionId/:page');
/** Takes a place away: the form for the reason, what is sent in it, and the confirmation of that form. */
export const openRerollId = customId('allowlists/reroll/:connectionId/:rank');
export const rerollFormId = customId('allowlists/reroll-why/:connectionId/:rank');
export const confirmRerollId = customId('allowlists/reroll-do/:connectionId/:formId');
