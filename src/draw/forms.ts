import { type Expected, refusal } from './refusal.js';

/** Reads a value at `path`, or refuses it by that path. */
export type Form<Value> = (value: unknown, path: string) => Value;

const at = (path: string, key: string): string => (path === '' ? key : `${path}.${key}`);

/** Keys come from strangers: only what is harmless to print is told of one. */
const nameOf = (key: string): string => (/^\w{1,40}$/.test(key) ? key : '…');

export function text<Value extends string = string>(pattern: RegExp, expected: Expected): Form<Value> {
  return (value, path) => {
    if (typeof value === 'string' && pattern.test(value)) return value as Value;
    throw refusal('FORM', { path, expected });
  };
}

export function whole(min: number, max: number): Form<number> {
  return (value, path) => {
    if (typeof value === 'number' && Number.isSafeInteger(value) && value >= min && value <= max)
      return value;
    throw refusal('FORM', { path, expected: 'whole-number' });
  };
}

export function listOf<Item>(item: Form<Item>): Form<readonly Item[]> {
  return (value, path) => {
    if (!Array.isArray(value)) throw refusal('FORM', { path, expected: 'list' });
    return value.map((each, index) => item(each, `${path}[${index}]`));
  };
}

/** An object with exactly these keys, in any order. */
export function record<Fields extends object>(fields: {
  readonly [Key in keyof Fields]: Form<Fields[Key]>;
}): Form<Fields> {
  const known = new Set(Object.keys(fields));
  return (value, path) => {
    const source = objectOf(value, path);
    for (const key of Object.keys(source))
      if (!known.has(key)) throw refusal('FORM', { path: at(path, nameOf(key)), expected: 'absent' });
    const entries = Object.entries<Form<unknown>>(fields).map(([key, form]) => {
      if (!Object.hasOwn(source, key)) throw refusal('FORM', { path: at(path, key), expected: 'present' });
      return [key, form(source[key], at(path, key))];
    });
    return Object.fromEntries(entries) as Fields;
  };
}

/** One of several forms, told apart by whether the object has `key`. */
export function either<A, B>(key: string, having: Form<A>, lacking: Form<B>): Form<A | B> {
  return (value, path) => (Object.hasOwn(objectOf(value, path), key) ? having : lacking)(value, path);
}

export function objectOf(value: unknown, path: string): Readonly<Record<string, unknown>> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value))
    return value as Record<string, unknown>;
  throw refusal('FORM', { path, expected: 'object' });
}

export const SAFE = Number.MAX_SAFE_INTEGER;
export const hash = text(/^[0-9a-f]{64}$/, 'hash');
export const salt = text(/^[0-9a-f]{32}$/, 'salt');

const decimal = text(/^[1-9][0-9]{0,19}$/, 'discord-id');
export const snowflake: Form<string> = (value, path) => {
  const id = decimal(value, path);
  if (BigInt(id) < 2n ** 64n) return id;
  throw refusal('FORM', { path, expected: 'discord-id' });
};
