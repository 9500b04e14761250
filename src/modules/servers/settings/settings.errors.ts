import { WordedError } from '../../../kernel/errors.js';

/** A choice that can't be; the words say why, and what can. */
export class SettingRefusedError extends WordedError {
  readonly code = 'SETTING_REFUSED';
}
