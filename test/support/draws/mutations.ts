/** What else may stand where a value stands: of other types, empty, odd. */
const OTHERS: readonly unknown[] = [null, true, -1, 0, 1.5, 2 ** 53, '', 'x', '0', [], {}, [1], { rank: 1 }];

export interface Mutation {
  readonly where: string;
  readonly value: unknown;
}

/** Every value of a JSON document changed, retyped and left out, every object with a field more, every list permuted. */
export function* mutationsOf(document: unknown, path = ''): Generator<Mutation> {
  for (const other of OTHERS)
    if (JSON.stringify(other) !== JSON.stringify(document))
      yield { where: `${path}: ${JSON.stringify(other)}`, value: other };
  if (typeof document === 'string') yield { where: `${path}: other`, value: otherText(document) };
  if (typeof document === 'number') yield { where: `${path}: other`, value: document + 1 };
  if (Array.isArray(document)) yield* ofList(document, path);
  else if (typeof document === 'object' && document !== null)
    yield* ofObject(document as Record<string, unknown>, path);
}

function* ofList(list: readonly unknown[], path: string): Generator<Mutation> {
  for (const [index, item] of list.entries()) {
    yield { where: `${path}[${index}]: left out`, value: list.toSpliced(index, 1) };
    yield { where: `${path}[${index}]: twice`, value: list.toSpliced(index, 0, item) };
    for (const { where, value } of mutationsOf(item, `${path}[${index}]`))
      yield { where, value: list.with(index, value) };
  }
  if (list.length > 1) yield { where: `${path}: reversed`, value: list.toReversed() };
}

function* ofObject(object: Readonly<Record<string, unknown>>, path: string): Generator<Mutation> {
  yield { where: `${path}: a field more`, value: { ...object, more: 1 } };
  for (const [key, item] of Object.entries(object)) {
    const rest = Object.fromEntries(Object.entries(object).filter(([other]) => other !== key));
    yield { where: `${path}.${key}: left out`, value: rest };
    yield { where: `${path}.${key}: renamed`, value: { ...rest, [key.toUpperCase()]: item } };
    const inner = path === '' ? key : `${path}.${key}`;
    for (const { where, value } of mutationsOf(item, inner))
      yield { where, value: { ...object, [key]: value } };
  }
}

/** Another text of the same form: the last character that has a neighbour gets it. */
function otherText(text: string): string {
  if (/^\d{4}-/.test(text)) return text.replace(/\d(?=Z$)/, (digit) => String((Number(digit) + 1) % 10));
  if (text === 'left') return 'other';
  return text.replace(/.$/, (last) =>
    last === '1' ? '2' : last === 'a' ? 'b' : /\d/.test(last) ? '1' : 'a',
  );
}
