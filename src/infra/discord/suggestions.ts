import { cleanLine } from '../../kernel/text.js';

/** Discord takes no more choices while something is typed. */
const MOST = 25;

/** As names are compared: neither case nor the width of letters counts. */
export const comparable = (name: string): string => name.normalize('NFKC').toLowerCase();

/** Those whose name holds what was typed: first those that begin with it, else in the order given. */
export function suggestionsFor<Item>(
  typed: string,
  items: readonly Item[],
  nameOf: (item: Item) => string,
): Item[] {
  const wanted = comparable(cleanLine(typed));
  const found = items
    .map((item) => ({ item, at: comparable(nameOf(item)).indexOf(wanted) }))
    .filter(({ at }) => at >= 0);
  const isFirst = ({ at }: { at: number }): boolean => at === 0;
  return [...found.filter(isFirst), ...found.filter((one) => !isFirst(one))]
    .slice(0, MOST)
    .map(({ item }) => item);
}
