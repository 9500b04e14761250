import type { mongo } from 'mongoose';
import type { Collection, MemberField } from '../../infra/database/schema/index.js';
import { memberFieldsOf } from '../../infra/database/schema/index.js';

/** One write to many documents: it finds those of a member by a path, and may run twice. */
export interface MemberWrite {
  /** The path by which the documents are found. */
  readonly path: string;
  readonly filter: mongo.Filter<mongo.Document>;
  /** Without it the documents are deleted. */
  readonly update?: mongo.UpdateFilter<mongo.Document>;
  readonly arrayFilters?: mongo.Document[];
}

export interface Subject {
  readonly discordId: string;
  readonly pseudonym: string;
}

/** What the marks of a collection say is to be done when a member is erased. */
export function memberWrites({ schema }: Collection, subject: Subject): MemberWrite[] {
  const fields = memberFieldsOf(schema);
  const parts = fields.filter(({ member }) => member.as === 'part' && member.fate === 'erase');
  return fields.flatMap((field) => {
    const { as, fate } = field.member;
    if (as === 'owner') return [ownerWrite(field, parts, subject)];
    if (as !== 'mention' || fate === 'keep') return [];
    return [field.list === undefined ? fieldWrite(field, subject) : itemWrite(field, parts, subject)];
  });
}

function ownerWrite(
  { path, member }: MemberField,
  parts: readonly MemberField[],
  subject: Subject,
): MemberWrite {
  const filter = { [path]: subject.discordId };
  if (member.fate === 'erase') return { path, filter };
  const own = parts.filter(({ list }) => list === undefined).map((part) => part.path);
  return { path, filter, update: { $set: { [path]: subject.pseudonym }, ...unset(own) } };
}

function fieldWrite(
  { path, member, isRequired }: MemberField,
  { discordId, pseudonym }: Subject,
): MemberWrite {
  const filter = { [path]: discordId };
  if (member.fate === 'pseudonymise') return { path, filter, update: { $set: { [path]: pseudonym } } };
  if (isRequired) throw new TypeError(`${path} is required: it can be pseudonymised, not erased`);
  return { path, filter, update: unset([path]) };
}

/** In a list: of ids, or of sub-documents of which each names a member. */
function itemWrite(
  { path, list = '', member, isRequired }: MemberField,
  parts: readonly MemberField[],
  { discordId, pseudonym }: Subject,
): MemberWrite {
  const filter = { [path]: discordId };
  const key = path.slice(list.length + 1);
  const isPlain = key === '';
  if (member.fate === 'erase' && (isPlain || isRequired))
    return {
      path,
      filter,
      update: { $pull: { [list]: isPlain ? discordId : { [key]: discordId } } as never },
    };
  const arrayFilters = [{ [isPlain ? 'item' : `item.${key}`]: discordId }];
  const at = (inner: string): string => `${list}.$[item]${inner.slice(list.length)}`;
  const beside = parts.filter((part) => part.list === list).map((part) => at(part.path));
  if (member.fate === 'erase') return { path, filter, arrayFilters, update: unset([at(path), ...beside]) };
  return { path, filter, arrayFilters, update: { $set: { [at(path)]: pseudonym }, ...unset(beside) } };
}

const unset = (paths: readonly string[]): { $unset?: Record<string, ''> } =>
  paths.length === 0 ? {} : { $unset: Object.fromEntries(paths.map((path) => [path, ''] as const)) };
