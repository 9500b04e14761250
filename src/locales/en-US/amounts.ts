/** Numbers and their nouns. */
export const count = (n: number, one: string, many: string): string =>
  `${n.toLocaleString('en-US')} ${n === 1 ? one : many}`;
export const points = (n: number): string => count(n, 'point', 'points');
