import { DomainError } from '../../kernel/errors.js';
import type { Texts } from '../../locales/index.js';
import type { RequirementState } from './requirement-kind.port.js';

/** The member can't take part; the words list what is required and how it stands. */
export class RequirementsNotMetError extends DomainError {
  readonly code = 'REQUIREMENTS_NOT_MET';

  constructor(readonly unmet: readonly RequirementState[]) {
    super(`Not met: ${unmet.map(({ kind }) => kind).join(', ')}`);
  }

  publicText(texts: Texts): string {
    const { notMet, line } = texts.requirements;
    const lines = this.unmet.map(({ required, reason }) => line(required(texts), reason?.(texts) ?? ''));
    return [notMet, ...lines].join('\n');
  }
}
