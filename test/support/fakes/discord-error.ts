import { DiscordAPIError } from 'discord.js';

/** An answer of Discord with this JSON error code, as discord.js throws it. */
export function aDiscordError(code: number, status = 400): DiscordAPIError {
  return new DiscordAPIError({ code, message: 'No' }, code, status, 'POST', 'https://discord.test/api', {
    body: undefined,
    files: undefined,
  });
}
