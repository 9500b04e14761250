import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { EntryFile, Proof } from '../../../src/draw/index.js';

/** A worked example of the protocol's page. */
export interface Vector {
  readonly name: string;
  readonly entriesNdjson: string;
  readonly proof: Proof;
  readonly canonicalInput: string;
  readonly commitmentHash: string;
  readonly value: string;
  readonly key: string;
  readonly firstWords: readonly string[];
  readonly rankingByIndex: readonly number[];
  readonly entry?: EntryFile;
  readonly leafOfEntry?: string;
}

export const vectors = JSON.parse(
  readFileSync(join(import.meta.dirname, 'vectors.json'), 'utf8'),
) as readonly Vector[];

export function vectorOf(name: string): Vector {
  const found = vectors.find((vector) => vector.name.includes(name));
  if (!found) throw new Error(`No vector ${name}`);
  return found;
}

export const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
