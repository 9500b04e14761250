/** What a person may grant, as the page of consent words it. */
const words = {
  identify: 'Access your username, avatar and banner',
  email: 'Access your email address',
  connections: 'Access your third-party connections',
  guilds: 'Know what servers you’re in',
  'guilds.members.read': 'Read your member info (nickname, avatar, roles, etc.) for servers you belong to',
  'role_connections.write': 'Update your connection and metadata for this application',
  'applications.commands.permissions.update': 'Update permissions for its commands in servers you manage',
} as const;

export type Scope = keyof typeof words;

export function wordsOf(scope: Scope): string {
  return words[scope];
}

/** The scopes of a request, each once; `null` when one is unknown or there is none. */
export function scopesOf(text: string): readonly Scope[] | null {
  const wanted = [...new Set(text.split(' ').filter((scope) => scope !== ''))];
  return wanted.length > 0 && wanted.every(isScope) ? wanted : null;
}

function isScope(text: string): text is Scope {
  return Object.hasOwn(words, text);
}
