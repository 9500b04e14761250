export const DEFAULT_DATABASE = 'discord-community-bot';

/** `mongodb://host/name`: without a name the driver would use "test". */
export function namesADatabase(uri: string): boolean {
  return /^mongodb(\+srv)?:\/\/[^/]+\/[^?]+/.test(uri);
}
