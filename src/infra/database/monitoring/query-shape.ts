import type { mongo } from 'mongoose';

/** Names of fields and operators as code writes them; anything else may be a value in a strange place. */
const NAME = /^(?!.*\d{5})[A-Za-z_$][\w$.-]{0,99}$/;
const LOGICAL: ReadonlySet<string> = new Set(['$and', '$or', '$nor']);
const VALUE = '?';

/**
 * The form of a command: names of fields and operators with `?` for every value, so it can be logged.
 * Two commands that differ in values only have the same shape.
 */
export function shapeOf(command: mongo.Document): string {
  const parts = Object.entries(command as Record<string, unknown>).flatMap(([part, value]) => {
    const shape = PARTS[part]?.(value);
    return shape === undefined ? [] : [`${part}: ${shape}`];
  });
  return parts.join(', ');
}

type Shaper = (value: unknown) => string | undefined;

const bare = (): string => VALUE;

/** What of a command is told, by the name of its part; all else is left out. */
const PARTS: Readonly<Partial<Record<string, Shaper>>> = {
  filter: filterShape,
  query: filterShape,
  sort: sortShape,
  pipeline: (stages) => listOf(stages, stageShape),
  updates: (updates) => listOf(updates, ({ q, u }) => `${filterShape(q)} → ${updateShape(u)}`),
  update: (update) => (typeof update === 'string' ? undefined : updateShape(update)),
  deletes: (deletes) => listOf(deletes, ({ q }) => filterShape(q)),
  documents: (documents) => listOf(documents, bare),
  limit: bare,
  skip: bare,
};

function filterShape(filter: unknown): string {
  return fieldsOf(filter, (name, value) =>
    LOGICAL.has(name) ? listOf(value, filterShape) : isOperators(value) ? operatorsShape(value) : VALUE,
  );
}

/** `{$gt: ?, $lt: ?}`; what an operator is given is a value, except for another condition. */
function operatorsShape(operators: object): string {
  return fieldsOf(operators, (name, value) =>
    name === '$elemMatch'
      ? filterShape(value)
      : name === '$not' && isOperators(value)
        ? operatorsShape(value)
        : VALUE,
  );
}

function updateShape(update: unknown): string {
  if (Array.isArray(update)) return listOf(update, stageShape);
  return fieldsOf(update, (_, fields) => fieldsOf(fields, () => VALUE));
}

/** Directions are no values: an index is chosen by them. */
function sortShape(sort: unknown): string {
  return fieldsOf(sort, (_, direction) => (direction === 1 || direction === -1 ? String(direction) : VALUE));
}

const STAGES: Readonly<Partial<Record<string, (value: unknown) => string>>> = {
  $match: filterShape,
  $sort: sortShape,
  $group: (group) => fieldsOf(group, () => VALUE),
  $project: (fields) => fieldsOf(fields, () => VALUE),
  $set: (fields) => fieldsOf(fields, () => VALUE),
};

function stageShape(stage: unknown): string {
  return fieldsOf(stage, (name, value) => STAGES[name]?.(value) ?? VALUE);
}

function fieldsOf(value: unknown, shape: (name: string, value: unknown) => string): string {
  if (!isPlain(value)) return VALUE;
  const fields = Object.entries(value).map(
    ([name, inner]) => `${NAME.test(name) ? name : VALUE}: ${shape(name, inner)}`,
  );
  return fields.length === 0 ? '{}' : `{${[...new Set(fields)].join(', ')}}`;
}

/** The different shapes among many, each once: a bulk of a thousand writes is as one. */
function listOf(values: unknown, shape: (value: mongo.Document) => string): string {
  if (!Array.isArray(values)) return VALUE;
  return `[${[...new Set(values.map(shape))].join(', ')}]`;
}

const isOperators = (value: unknown): value is object =>
  isPlain(value) && Object.keys(value).length > 0 && Object.keys(value).every((name) => name.startsWith('$'));

function isPlain(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}
