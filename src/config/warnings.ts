import type { Env } from './env.schema.js';

/** A name of fewer letters is near to too many others. */
const SHORTEST = 6;
const NEAR = 2;

/** What is no fault but hardly meant; names of variables, never a value. */
export function warningsOf(
  env: Pick<Env, 'NODE_ENV' | 'MONGODB_URI'>,
  variables: Readonly<Record<string, string | undefined>>,
  settings: readonly string[],
): string[] {
  return [...misspelt(Object.keys(variables), settings), ...unencrypted(env)];
}

function misspelt(names: readonly string[], settings: readonly string[]): string[] {
  const known = new Set(settings);
  return names
    .filter((name) => !known.has(name))
    .flatMap((name) => {
      const meant = settings.find((setting) => setting.length >= SHORTEST && distance(name, setting) <= NEAR);
      return meant === undefined ? [] : [`${name} is no setting. Is ${meant} meant?`];
    });
}

function unencrypted({ NODE_ENV, MONGODB_URI }: Pick<Env, 'NODE_ENV' | 'MONGODB_URI'>): string[] {
  if (NODE_ENV !== 'production' || MONGODB_URI === undefined) return [];
  const isSaid = /[?&](tls|ssl)=true\b/i.test(MONGODB_URI);
  const isOff = /[?&](tls|ssl)=false\b/i.test(MONGODB_URI);
  if (isSaid || (MONGODB_URI.startsWith('mongodb+srv://') && !isOff)) return [];
  return ['MONGODB_URI is without tls=true: what goes to MongoDB can be read on its way.'];
}

/** Letters to change, add or leave out (Levenshtein), or more than `NEAR`. */
function distance(one: string, other: string): number {
  if (Math.abs(one.length - other.length) > NEAR) return NEAR + 1;
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (const [index, letter] of Array.from(one).entries()) {
    const next = [index + 1];
    for (let column = 1; column <= other.length; column += 1) {
      const change = (row[column - 1] ?? 0) + (other[column - 1] === letter ? 0 : 1);
      next.push(Math.min(change, (row[column] ?? 0) + 1, (next[column - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
