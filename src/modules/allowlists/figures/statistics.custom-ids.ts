import { customId } from '../../../infra/discord/index.js';

/** How an allowlist does: beside the panel it is opened from, and read again in its own. */
export const allowlistStatisticsId = customId('allowlists/stats/:connectionId');
export const refreshStatisticsId = customId('allowlists/figures/:connectionId');
