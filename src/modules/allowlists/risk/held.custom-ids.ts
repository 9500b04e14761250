import { customId } from '../../../infra/discord/index.js';

/** The managers' panel of entries that wait; reached from the panel of the allowlist. */
export const heldEntriesId = customId('allowlists/held/:connectionId');
export const nextHeldId = customId('allowlists/held-next/:connectionId/:entryId');
/** `verdict` is `accept` or `refuse`. */
export const decideHeldId = customId('allowlists/held-decide/:connectionId/:entryId/:verdict');
/** All that a manager saw, until then, in milliseconds; `ask` first. */
export const askAllHeldId = customId('allowlists/held-ask/:connectionId/:verdict');
export const decideAllHeldId = customId('allowlists/held-all/:connectionId/:verdict/:until');
/** From which risk score on entries wait, or are refused. */
export const riskRuleId = customId('allowlists/risk/:connectionId');
export const riskFormId = customId('allowlists/risked/:connectionId');
/** The member's own words on an entry that was held or refused. */
export const appealId = customId('allowlists/appeal/:connectionId');
export const appealFormId = customId('allowlists/appealed/:connectionId');
