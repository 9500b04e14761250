import { createHash } from 'node:crypto';
import { RequirementRefusedError } from './requirements.errors.js';
import { MOST_REQUIREMENTS, type Requirement } from './schemas/requirement.schema.js';

const KEY_DIGITS = 12;

/** Names a requirement within its list: by what it says, not by a place that others move. */
export const keyOf = ({ kind, asks }: Requirement): string =>
  createHash('sha256')
    .update(JSON.stringify([kind, asks]))
    .digest('hex')
    .slice(0, KEY_DIGITS);

/** @throws RequirementRefusedError there are enough, it stands there already, or one of its kind does */
export function withRequirement(
  now: readonly Requirement[],
  added: Requirement,
  isRepeatable: boolean,
): Requirement[] {
  if (now.some((one) => keyOf(one) === keyOf(added)))
    throw new RequirementRefusedError('Required already', (texts) => texts.requirements.editor.twice);
  if (!isRepeatable && now.some(({ kind }) => kind === added.kind))
    throw new RequirementRefusedError('One of the kind', (texts) => texts.requirements.editor.oneOfAKind);
  if (now.length >= MOST_REQUIREMENTS)
    throw new RequirementRefusedError('Enough', (texts) => texts.requirements.editor.full(MOST_REQUIREMENTS));
  return [...now, added];
}

/** @throws RequirementRefusedError it is not there any more */
export function withoutRequirement(now: readonly Requirement[], key: string): Requirement[] {
  const left = now.filter((one) => keyOf(one) !== key);
  if (left.length < now.length) return left;
  throw new RequirementRefusedError('Removed before', (texts) => texts.requirements.editor.gone);
}
