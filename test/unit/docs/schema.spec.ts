import { collections } from '../../../src/maintenance/collections.js';
import { expectWritten } from '../../support/docs/golden.js';
import { schemaPage } from '../../support/docs/schema-page.js';
import { fieldsOf } from '../../support/docs/schema-fields.js';
import { childFields, references } from '../../support/docs/schema-relations.js';

const named = (name: string) => collections.find((collection) => collection.name === name)!;
const pathsOf = (name: string): string[] => fieldsOf(named(name).schema).map(({ path }) => path);

it('docs/schema.md is what the schemas say', () => {
  expectWritten('docs/schema.md', schemaPage(collections));
});

it.each(collections)('$name says what a row is, who writes it and what ends it', (collection) => {
  for (const words of [collection.holds, collection.ends]) expect(words).toMatch(/^[A-Z][^\n]*\.$/);
  expect(collection.writtenBy).toMatch(/^\S[^\n]*[^.]$/);
});

it.each(collections)('$name: each field is described, and somebody writes it', ({ schema, writtenBy }) => {
  for (const field of fieldsOf(schema, writtenBy)) {
    expect([field.path, field.facts.description]).toEqual([
      field.path,
      expect.stringMatching(/^\S[^\n]*\.$/),
    ]);
    expect([field.path, field.writtenBy]).toEqual([field.path, expect.any(String)]);
  }
});

it.each(collections)('$name: each index is named once and says what it serves', ({ indexes }) => {
  expect(new Set(indexes.map(({ name }) => name)).size).toBe(indexes.length);
  for (const { serves } of indexes) expect(serves).toMatch(/^\S[^\n]*\.$/);
});

it.each(references)(
  '$from, by $field, refers to $to: its $key is found by an index',
  ({ from, field, to, key }) => {
    expect(pathsOf(from)).toContain(field);
    const leads = named(to).indexes.map((index) => Object.keys(index.key)[0]);
    expect(['_id', ...leads]).toContain(key);
  },
);

it.each(childFields)('$document, its $field, is found in $livesIn by an index on $by', ({ livesIn, by }) => {
  expect(named(livesIn).indexes.map((index) => Object.keys(index.key)[0])).toContain(by);
});
