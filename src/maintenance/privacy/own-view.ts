import { mongo } from 'mongoose';
import {
  type Collection,
  type MemberField,
  memberFieldsOf,
  placedFields,
} from '../../infra/database/schema/index.js';
import { oneTimeTokens } from '../../infra/one-time-tokens/one-time-token.schema.js';
import { sealedFields } from '../sealed-fields.js';

export interface Found {
  /** The member's own document, or what a document that isn't theirs says of them, by field. */
  readonly isOwn: boolean;
  readonly document: Readonly<Record<string, unknown>>;
}

export interface Self {
  readonly discordId: string;
  /** The id, and as what else the member may stand in its place. */
  readonly own: ReadonlySet<unknown>;
}

const ENCRYPTED = 'held, encrypted';
const HASHED = 'held, not shown: a secret that works once';
const ANOTHER = 'another member';

const SECRETS: ReadonlyMap<string, string> = new Map<string, string>([
  ...sealedFields.map(({ collection, field }) => [`${collection}.${field}`, ENCRYPTED] as const),
  [`${oneTimeTokens.name}.hash`, HASHED],
  [`${oneTimeTokens.name}.data`, HASHED],
]);

/** What a member may see of a document that names them: all of their own, of others only what says something of them. */
export function foundIn(collection: Collection, row: mongo.Document, self: Self): Found {
  const fields = memberFieldsOf(collection.schema);
  const owner = fields.find(({ member }) => member.as === 'owner');
  if (owner !== undefined && row[owner.path] === self.discordId)
    return { isOwn: true, document: withoutOthers(collection, fields, row, self) };
  const { _id } = row;
  const said = fields.flatMap((field) => {
    const value = saidOf(field, row, self);
    return value === undefined ? [] : [[field.path, value] as const];
  });
  return { isOwn: false, document: { _id, ...Object.fromEntries(said) } };
}

/** Whether a field that may hold any id holds this one. */
export function holdsId(row: mongo.Document, path: string, discordId: string): boolean {
  const value = valueAt(row, path);
  if (value === undefined) return false;
  return (value instanceof mongo.Binary ? textOf(value) : JSON.stringify(value)).includes(discordId);
}

function saidOf(field: MemberField, row: mongo.Document, { discordId, own }: Self): unknown {
  const { path, list, member } = field;
  if (member.as === 'part') return undefined;
  if (member.as === 'searched' || member.as === 'lines') {
    if (!holdsId(row, path, discordId)) return undefined;
    return member.as === 'lines'
      ? ownLines(valueAt(row, path), discordId)
      : onlyOwn(valueAt(row, path), discordId);
  }
  if (list === undefined) return own.has(valueAt(row, path)) ? discordId : undefined;
  const key = path.slice(list.length + 1);
  const items = (valueAt(row, list) as unknown[] | undefined) ?? [];
  const naming = items.filter((item) => own.has(key === '' ? item : (item as mongo.Document)[key]));
  return naming.length === 0 ? undefined : naming;
}

/** A copy of the member's document in which nobody else is named and no secret is told. */
function withoutOthers(
  { name, schema }: Collection,
  fields: readonly MemberField[],
  row: mongo.Document,
  { discordId }: Self,
): Readonly<Record<string, unknown>> {
  const copy = structuredCopy(row);
  for (const { path } of placedFields(schema)) {
    const secret = SECRETS.get(`${name}.${path}`);
    if (secret !== undefined) change(copy, path, () => secret);
  }
  for (const { path, member } of fields) {
    if (member.as === 'mention') change(copy, path, (value) => (value === discordId ? value : ANOTHER));
    if (member.as === 'searched') change(copy, path, (value) => onlyOwn(value, discordId));
  }
  return copy;
}

/** Changes what stands at a path, in every item of the lists on the way. */
function change(at: unknown, path: string, to: (value: unknown) => unknown): void {
  if (Array.isArray(at)) {
    for (const item of at) change(item, path, to);
    return;
  }
  if (typeof at !== 'object' || at === null) return;
  const [key = '', ...rest] = path.split('.');
  const inner = at as Record<string, unknown>;
  const value = inner[key];
  if (value === undefined) return;
  if (rest.length > 0) change(value, rest.join('.'), to);
  else inner[key] = Array.isArray(value) ? value.map(to) : to(value);
}

/** Ids of others, which stand among what a member chose, are theirs to know only. */
function onlyOwn(value: unknown, discordId: string): unknown {
  return JSON.parse(
    JSON.stringify(value).replaceAll(/[1-9]\d{16,18}/g, (id) => (id === discordId ? id : ANOTHER)),
  );
}

function ownLines(lines: unknown, discordId: string): string[] {
  return textOf(lines as mongo.Binary)
    .split('\n')
    .filter((line) => line.includes(`"${discordId}"`));
}

const textOf = (lines: mongo.Binary): string => Buffer.from(lines.value()).toString('utf8');

/** Objects and lists anew; ids, dates and the like as they are. */
function structuredCopy<Value>(value: Value): Value {
  if (Array.isArray(value)) return value.map(structuredCopy) as Value;
  if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype)
    return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, structuredCopy(inner as unknown)]),
  ) as Value;
}

const valueAt = (row: mongo.Document, path: string): unknown =>
  path.split('.').reduce<unknown>((value, key) => (value as mongo.Document | undefined)?.[key], row);
