/** What the protocol hashes: plain ASCII texts, whole numbers, objects of them. */
export type Canonical = string | number | readonly Canonical[] | { readonly [key: string]: Canonical };

/**
 * JSON Canonicalization Scheme (RFC 8785), for the values of the protocol: keys sorted by UTF-16 code units
 * (section 3.2.3), no white space. Whole numbers up to 2^53 − 1 and texts are then what `JSON.stringify`
 * writes (sections 3.2.2.2 and 3.2.2.3).
 *
 * @throws RangeError a number that is not whole or too large: never from a form that was read
 */
export function canonicalJson(value: Canonical): string {
  if (typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'number') {
    if (!Number.isSafeInteger(value)) throw new RangeError('The protocol has whole numbers only');
    return String(value);
  }
  if (isList(value)) return `[${value.map(canonicalJson).join(',')}]`;
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([key, member]) => `${JSON.stringify(key)}:${canonicalJson(member)}`).join(',')}}`;
}

const isList = (value: Canonical): value is readonly Canonical[] => Array.isArray(value);
