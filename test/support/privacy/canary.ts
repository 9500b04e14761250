import { mongo, Types } from 'mongoose';
import {
  type Collection,
  memberFieldsOf,
  type MemberField,
  placedFields,
  type PlacedField,
} from '../../../src/infra/database/schema/index.js';
import { entrantOf } from '../../../src/modules/allowlists/index.js';
import { aFullDocument } from '../builders/full-document.js';
import { samples } from '../builders/documents.js';

/** A member whom nobody could take for anybody else. */
export interface Canary {
  readonly discordId: string;
  readonly name: string;
  readonly wallet: string;
}

export const CANARY_NAME = 'Zeisig-Kanarienvogel-7f3a9c';
export const CANARY_WALLET = '0xCaNaRy0000000000000000000000000000C4n4ry7';
const SALT = 'c0ffee'.repeat(6).slice(0, 32);

/**
 * Documents of a collection in which the canary stands wherever the schema lets a member stand: one of their
 * own, and one of somebody else's for every field that may name them. A new collection or field is planted by itself.
 */
export function planted(collection: Collection, canary: Canary): mongo.Document[] {
  const fields = memberFieldsOf(collection.schema);
  const owner = fields.find(({ member }) => member.as === 'owner');
  const own = owner === undefined ? [] : [ownDocument(collection, owner, canary)];
  const places = fields.filter(({ member }) => ['mention', 'searched', 'lines'].includes(member.as));
  const naming = places
    .filter((field) => isPlantable(field, canary))
    .map((field) => namingDocument(collection, fields, field, canary));
  return [...own, ...naming];
}

/** Of others, who must not notice. */
export const ofOthers = (collection: Collection): mongo.Document => aValidDocument(collection);

function ownDocument(collection: Collection, owner: MemberField, canary: Canary): mongo.Document {
  const document = aValidDocument(collection);
  set(document, owner.path, canary.discordId);
  const isWhole = owner.member.fate === 'erase';
  for (const field of placedFields(collection.schema)) {
    const { member } = field.facts;
    const isOfOwner =
      (member?.as === 'part' && member.fate === 'erase') ||
      field.around.some(({ as, fate }) => as === 'part' && fate === 'erase');
    if (isOfOwner || (isWhole && member === undefined && field.facts.isNobodys !== true))
      plantWords(document, field, canary);
  }
  return document;
}

function namingDocument(
  collection: Collection,
  fields: readonly MemberField[],
  field: MemberField,
  canary: Canary,
): mongo.Document {
  const document = aValidDocument(collection);
  set(document, field.path, valueFor(field, canary));
  for (const part of fields)
    if (
      part.member.as === 'part' &&
      part.member.fate === 'erase' &&
      part.list !== undefined &&
      part.list === field.list
    )
      plantWords(document, part, canary);
  return document;
}

function valueFor({ member, type }: MemberField, canary: Canary): unknown {
  if (member.as === 'lines')
    return new mongo.Binary(
      Buffer.from(
        `${openLine('1100000000000000007')}${JSON.stringify({ discordId: canary.discordId, salt: SALT, tickets: 2 })}\n`,
      ),
    );
  if (type.instance === 'Mixed') return { member: canary.discordId };
  if (member.as === 'searched') return `x/${canary.discordId}`;
  return canary.discordId;
}

const openLine = (discordId: string): string => `${JSON.stringify({ discordId, salt: SALT, tickets: 1 })}\n`;

/** What the canary's line becomes: its place in the list. */
export const maskedLineOf = ({ discordId }: Canary): string =>
  JSON.stringify({ entrant: entrantOf(SALT, discordId), tickets: 2 });

/** Where only ids of documents or names of the service may stand, an id does as well. */
function isPlantable({ facts }: MemberField, { discordId }: Canary): boolean {
  const { pattern } = (facts.rules ?? {}) as { pattern?: string };
  return pattern === undefined || new RegExp(pattern).test(discordId);
}

/** The wallet where an address may stand, else the name where any text may. */
function plantWords(document: mongo.Document, { path, type, facts }: PlacedField, canary: Canary): void {
  // Ids of communities and of what the platform has: no words of a member.
  if (type.instance !== 'String' || facts.enum !== undefined || path.endsWith('Id')) return;
  const { pattern, maxLength = 0 } = (facts.rules ?? {}) as { pattern?: string; maxLength?: number };
  if (pattern !== undefined) {
    if (new RegExp(pattern).test(canary.wallet)) set(document, path, canary.wallet);
    return;
  }
  const words = /wallet|address/i.test(path) ? canary.wallet : canary.name;
  if (words.length <= maxLength) set(document, path, words);
}

/** With every field, one item in each list, and keys of its own. */
function aValidDocument(collection: Collection): mongo.Document {
  const sample = samples.find((one) => one.collection === collection)?.row();
  if (sample === undefined) throw new Error(`No sample of ${collection.name}`);
  const full = aFullDocument(collection);
  const keys = collection.indexes.filter(({ unique }) => unique).flatMap(({ key }) => Object.keys(key));
  for (const path of keys) {
    const value = valueAt(sample, path);
    const isListed = placedFields(collection.schema).some((field) => field.path === path && field.list);
    if (value !== undefined) set(full, path, value);
    else if (isListed) set(full, path, new Types.ObjectId().toHexString().repeat(2));
    else remove(full, partOf(path, sample));
  }
  for (const [field, value] of Object.entries(sample))
    if (typeof value !== 'object' || value instanceof Date) full[field] = value;
  return { ...full, _id: typeof sample._id === 'string' ? sample._id : new Types.ObjectId() };
}

/** Down to what the sample has: half of an optional part would be no part. */
function partOf(path: string, sample: mongo.Document): string {
  const [part = path] = path.split('.');
  return sample[part] === undefined ? part : path;
}

/** In every item of the lists on the way. */
export function set(at: unknown, path: string, value: unknown): void {
  const [key = '', ...rest] = path.split('.');
  for (const inner of (Array.isArray(at) ? at : [at]) as mongo.Document[]) {
    if (rest.length > 0) set(inner[key], rest.join('.'), value);
    else inner[key] = Array.isArray(inner[key]) ? [value] : value;
  }
}

export function remove(at: unknown, path: string): void {
  const [key = '', ...rest] = path.split('.');
  for (const inner of (Array.isArray(at) ? at : [at]) as (mongo.Document | undefined)[]) {
    if (inner === undefined) continue;
    if (rest.length > 0) remove(inner[key], rest.join('.'));
    else Reflect.deleteProperty(inner, key);
  }
}

const valueAt = (row: mongo.Document, path: string): unknown =>
  path.split('.').reduce<unknown>((value, key) => (value as mongo.Document | undefined)?.[key], row);
