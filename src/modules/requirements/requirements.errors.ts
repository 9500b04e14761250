import { DomainError, WordedError } from '../../kernel/errors.js';
import type { Texts } from '../../locales/index.js';
import type { RequirementState } from './requirement-kind.port.js';

/** Discord shows 4,000 characters; a list of many roles is long. */
const LONGEST_LIST = 3_500;

/** The member can't take part; the words list what is required and how it stands. */
export class RequirementsNotMetError extends DomainError {
  readonly code = 'REQUIREMENTS_NOT_MET';

  constructor(readonly unmet: readonly RequirementState[]) {
    super(`Not met: ${unmet.map(({ kind }) => kind).join(', ')}`);
  }

  publicText(texts: Texts): string {
    const { notMet, line, more } = texts.requirements;
    const lines = this.unmet.map(({ required, reason }) => line(required(texts), reason?.(texts) ?? ''));
    const fitting = lines.filter((_, index) => lines.slice(0, index + 1).join('\n').length <= LONGEST_LIST);
    const left = lines.length - fitting.length;
    return [notMet, ...fitting, ...(left > 0 ? [more(left)] : [])].join('\n');
  }
}

/** What a manager wants to require, or not to require any more, is refused; the words say why. */
export class RequirementRefusedError extends WordedError {
  readonly code = 'REQUIREMENT_REFUSED';
}

/** The form is over, or somebody else's. */
export class RequirementFormEndedError extends DomainError {
  readonly code = 'FORM_EXPIRED';

  publicText(texts: Texts): string {
    return texts.errors.formExpired;
  }
}
