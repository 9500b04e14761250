import { type Type } from '@nestjs/common';
import { type ModelDefinition, SchemaFactory } from '@nestjs/mongoose';
import type { IndexOptions, mongo, Schema } from 'mongoose';
import type { Retention } from './retention.js';

/** All collections that have a schema; the composition roots provide them. */
export abstract class Collections {
  abstract readonly all: readonly Collection[];
}

export interface Index {
  readonly name: string;
  readonly key: Readonly<Record<string, 1 | -1 | 'text'>>;
  /** The query or the rule that it is there for. */
  readonly serves: string;
  readonly unique?: boolean;
  readonly partialFilterExpression?: mongo.Document;
  readonly expireAfterSeconds?: number;
  /** Of a text index. */
  readonly weights?: Readonly<Record<string, number>>;
}

export interface CollectionFacts {
  readonly name: string;
  /** What a row is. */
  readonly holds: string;
  /** Who writes a row, where its fields don't say another. */
  readonly writtenBy?: string;
  /** What ends a row, in words. */
  readonly ends: string;
  /** The same as a rule: the TTL index and the cleanup follow from it. */
  readonly retention: Retention;
  /** Without that of the retention. */
  readonly indexes: readonly Index[];
}

/** A collection: its documents, their indexes with their reasons, and how long they stay. */
export interface Collection extends CollectionFacts {
  /** All of them. */
  readonly indexes: readonly Index[];
  readonly target: Type;
  readonly schema: Schema;
  /** For `MongooseModule.forFeature`. */
  readonly model: ModelDefinition;
}

export function collection(target: Type, facts: CollectionFacts): Collection {
  const schema: Schema = SchemaFactory.createForClass<unknown>(target);
  schema.set('collection', facts.name);
  schema.set('strict', 'throw');
  schema.set('versionKey', false);
  // An empty object is a value here: a sub-document of which nothing is known yet.
  schema.set('minimize', false);
  const indexes = [...facts.indexes, ...ttlIndexOf(facts.retention)];
  for (const index of indexes) schema.index({ ...index.key }, optionsOf(index));
  return { ...facts, indexes, target, schema, model: { name: target.name, schema } };
}

function ttlIndexOf({ expires }: Retention): Index[] {
  if (expires?.ttl === undefined) return [];
  return [{ ...expires.ttl, key: { [expires.field]: 1 }, expireAfterSeconds: expires.afterSeconds }];
}

/** What MongoDB is asked for. Text is searched as it is written, whatever the language. */
export function optionsOf(index: Index): IndexOptions {
  const { name, unique, partialFilterExpression, expireAfterSeconds, weights } = index;
  return {
    name,
    ...(unique && { unique }),
    ...(partialFilterExpression && { partialFilterExpression }),
    ...(expireAfterSeconds !== undefined && { expireAfterSeconds }),
    ...(weights && { weights, default_language: 'none', language_override: '_textLanguage' }),
  };
}
