import { cleanLine } from '../../../kernel/text.js';
import type { Texts } from '../../../locales/index.js';

interface NamedAction {
  readonly action: string;
  readonly name: string;
}

/** Discord suggests no more. */
const MOST_SUGGESTIONS = 25;

/** Changes whose name holds what was typed, those that begin with it first. */
export function actionsLike(typed: string, texts: Texts): NamedAction[] {
  const words = cleanLine(typed).toLowerCase();
  const at = ({ name }: NamedAction): number => name.toLowerCase().indexOf(words);
  return actionsIn(texts)
    .filter((action) => at(action) !== -1)
    .sort((a, b) => Number(at(a) !== 0) - Number(at(b) !== 0))
    .slice(0, MOST_SUGGESTIONS);
}

/** What was suggested, or typed in full; `undefined`: no kind of change that this version knows. */
export function actionOfFilter(given: string | null, texts: Texts): string | undefined {
  const words = cleanLine(given ?? '').toLowerCase();
  return actionsIn(texts).find(({ action, name }) => action === words || name.toLowerCase() === words)
    ?.action;
}

const actionsIn = ({ auditLog: { names } }: Texts): NamedAction[] =>
  Object.entries(names).map(([action, name]) => ({ action, name }));
