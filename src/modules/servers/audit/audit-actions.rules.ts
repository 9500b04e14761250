import { suggestionsFor } from '../../../infra/discord/index.js';
import { cleanLine } from '../../../kernel/text.js';
import type { Texts } from '../../../locales/index.js';

interface NamedAction {
  readonly action: string;
  readonly name: string;
}

/** Changes whose name holds what was typed, those that begin with it first. */
export const actionsLike = (typed: string, texts: Texts): NamedAction[] =>
  suggestionsFor(typed, actionsIn(texts), ({ name }) => name);

/** What was suggested, or typed in full; `undefined`: no kind of change that this version knows. */
export function actionOfFilter(given: string | null, texts: Texts): string | undefined {
  const words = cleanLine(given ?? '').toLowerCase();
  return actionsIn(texts).find(({ action, name }) => action === words || name.toLowerCase() === words)
    ?.action;
}

const actionsIn = ({ auditLog: { names } }: Texts): NamedAction[] =>
  Object.entries(names).map(([action, name]) => ({ action, name }));
