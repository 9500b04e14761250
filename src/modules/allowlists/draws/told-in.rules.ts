import type { DiscordAllowlistConnection } from '../schemas/allowlist-connection.schema.js';
import type { Draw } from '../schemas/draw.schema.js';

/** The allowlist, with the channel in which its draw is told: its own, unless managers had to choose another. */
export const toldIn = (
  allowlist: DiscordAllowlistConnection,
  { channelId }: Pick<Draw, 'channelId'>,
): DiscordAllowlistConnection =>
  channelId === undefined ? allowlist : Object.assign({}, allowlist, { channelId });
