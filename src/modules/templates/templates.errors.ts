import { WordedError } from '../../kernel/errors.js';

/** A template can't be saved, or is not there; the words say why. */
export class TemplateRefusedError extends WordedError {
  readonly code = 'TEMPLATE_REFUSED';
}
