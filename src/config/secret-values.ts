/** Settings that are secret as a whole. */
const WHOLE = ['DISCORD_BOT_TOKEN', 'DISCORD_CLIENT_SECRET'];
/** Addresses with a password in them. */
const WITH_PASSWORD = ['MONGODB_URI', 'REDIS_URL'];
/** An address of a node has its key in its path, its query or its host's name. */
const SHORTEST_PART = 12;

/**
 * What of this environment is secret, so that it is found in a text whatever the text is; also of settings
 * that will be refused.
 */
export function secretValuesOf(variables: Readonly<Record<string, string | undefined>>): string[] {
  const given = (name: string): string => variables[name] ?? '';
  return [
    ...WHOLE.map(given),
    ...WITH_PASSWORD.flatMap((name) => passwordsIn(given(name))),
    ...given('DISCORD_TOKEN_ENCRYPTION_KEY').split(',').map(keyOf),
    ...given('EVM_RPC_URLS').split(',').flatMap(partsOf),
  ].filter((value) => value !== '');
}

/** As it is written, and decoded. Up to the last @, as one in a password may not have been encoded. */
function passwordsIn(uri: string): string[] {
  const [, password = ''] = /^[a-z+]+:\/\/[^:/]*:(.*)@/i.exec(uri) ?? [];
  return [password, decoded(password)];
}

const keyOf = (pair: string): string => pair.slice(pair.indexOf(':') + 1).trim();

function partsOf(pair: string): string[] {
  const address = pair.slice(pair.indexOf('=') + 1);
  return address.split(/[/?&=#.@:]/).filter((part) => part.length >= SHORTEST_PART);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
