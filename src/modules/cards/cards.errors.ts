import { WordedError } from '../../kernel/errors.js';

export class NotOurPostError extends WordedError {
  readonly code = 'NOT_OUR_POST';
  constructor() {
    super('The message is no card of this guild', (texts) => texts.managePost.notOurs);
  }
}
