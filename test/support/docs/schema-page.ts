import type { Collection, Index } from '../../../src/infra/database/schema/index.js';
import { code, generatedFrom, page, table } from './markdown.js';
import { boundsOf, defaultOf, typeOf } from './schema-cells.js';
import { type Formula, formulas } from './schema-formulas.js';
import { type FieldAt, fieldsOf } from './schema-fields.js';
import { childFields, type Reference, references } from './schema-relations.js';

/** `docs/schema.md`, from the schemas of all collections. */
export function schemaPage(collections: readonly Collection[]): string {
  return page(
    generatedFrom('the schemas in `src/**/*.schema.ts`'),
    '# Schema',
    'What the database holds. A validator is derived from each schema and set on its collection, so MongoDB refuses what has ' +
      'another form, whoever writes it: a field that is not in these tables, a value out of bounds, `null`. ' +
      'Retention is also what the cleanup applies.',
    [
      '- Times are UTC. Discord ids are texts of 17 to 19 digits. Lengths count characters as people do: an emoji is one.',
      '- 🔒 is private: the audit trail says only that it changed.',
      '- *Required* fields with a default may be left out by the code; every stored row has them.',
      '- Where *Written by* is empty, it is as for the sub-document or the row around it.',
      '- ↑ and ↓ are the order of a key in its index.',
    ].join('\n'),
    '## Collections',
    table(
      ['Collection', 'A row', 'Ends by'],
      collections.map(({ name, holds, ends }) => [linkTo(name), holds, ends]),
    ),
    '## How they refer to each other',
    diagram(collections),
    '## Fields that live in a collection of their own',
    'An array that grows with members would end at 16 MB and make one hot row. The document keeps its newest part under the same name; all of it is in the collection.',
    table(
      ['Document', 'Field', 'All of it in', 'Found by', 'On the document'],
      childFields.map(({ document, field, livesIn, by, onTheDocument }) => [
        code(document),
        code(field),
        linkTo(livesIn),
        code(by),
        onTheDocument,
      ]),
    ),
    '## Formulas',
    'Recounted from the rows, never incremented; where something is divided by 0, the result is 0.',
    table(['Figure', 'Of', 'Is'], formulas.map(formulaRow(collections))),
    ...collections.flatMap(section),
  );
}

function section(collection: Collection): string[] {
  const { name, target, holds, writtenBy, ends, schema, indexes } = collection;
  return [
    `## ${name}`,
    `**${target.name}.** ${holds}`,
    `*Written by* ${writtenBy ?? '–'}. *Ends:* ${ends}`,
    table(
      ['Field', 'Type', 'Bounds', 'Required', 'Default', 'Meaning', 'Written by'],
      fieldsOf(schema).map(fieldRow),
    ),
    ...(indexes.length === 0
      ? ['No index but `_id`.']
      : [table(['Index', 'Key', 'Kind', 'Serves'], indexes.map(indexRow))]),
  ];
}

const fieldRow = (field: FieldAt): string[] => [
  `${'&emsp;'.repeat(field.depth)}${code(field.name)}${field.facts.isPrivate === true ? ' 🔒' : ''}`,
  typeOf(field.type),
  boundsOf(field.type),
  field.isRequired ? 'yes' : 'no',
  defaultOf(field.facts),
  field.facts.description ?? '',
  field.facts.writtenBy ?? '',
];

const indexRow = (index: Index): string[] => [code(index.name), keyOf(index), kindOf(index), index.serves];

const keyOf = ({ key, weights }: Index): string =>
  Object.entries(key)
    .map(([field, order]) => {
      if (order === 'text') return `${code(field)} text, weight ${String(weights?.[field] ?? 1)}`;
      return `${code(field)} ${order === 1 ? '↑' : '↓'}`;
    })
    .join(', ');

function kindOf({ unique, partialFilterExpression, expireAfterSeconds, weights }: Index): string {
  const kinds = [
    unique === true && 'unique',
    weights !== undefined && 'text',
    expireAfterSeconds !== undefined && `TTL ${spanOf(expireAfterSeconds)}`,
    partialFilterExpression !== undefined &&
      `only where ${Object.entries(partialFilterExpression).map(condition).join(' and ')}`,
  ];
  return kinds.filter((kind) => kind !== false).join(', ');
}

/** The partial indexes of this project ask for one value, or for any (`$gt` the least of its type). */
const condition = ([field, asked]: [string, unknown]): string =>
  typeof asked === 'string' ? `${code(field)} is ${code(asked)}` : `${code(field)} is there`;

function spanOf(seconds: number): string {
  if (seconds === 0) return 'at that time';
  return seconds % 86_400 === 0 ? `${String(seconds / 86_400)} d` : `${String(seconds / 3_600)} h`;
}

/** Only collections with a reference; the table above has them all. */
const diagram = (collections: readonly Collection[]): string =>
  ['```mermaid', 'erDiagram', ...references.map(relation(collections)), '```'].join('\n');

const relation =
  (collections: readonly Collection[]) =>
  ({ from, field, to, many }: Reference): string => {
    const parent = fieldIn(collections, from, field).isRequired ? '||' : '|o';
    return `  ${to} ${parent}--${many === 'one' ? 'o|' : 'o{'} ${from} : "${field}"`;
  };

function fieldIn(collections: readonly Collection[], name: string, path: string): FieldAt {
  const { schema } = collections.find((collection) => collection.name === name)!;
  return fieldsOf(schema).find((field) => field.path.replace(/\[\]$/, '') === path)!;
}

const formulaRow =
  (collections: readonly Collection[]) =>
  ({ collection, figure, is }: Formula): string[] => {
    const { description = '' } = fieldIn(collections, collection, figure).facts;
    return [
      `<a id="formula-${collection}.${figure}"></a>${code(figure)}`,
      linkTo(collection),
      is ?? description,
    ];
  };

const linkTo = (name: string): string => `[${name}](#${name})`;
