import { WordedError } from '../../../kernel/errors.js';

/** What was sent is no answer to what is asked now; nothing was recorded. */
export class AnswersInvalidError extends WordedError {
  readonly code = 'ANSWERS_INVALID';
}

/** What a manager asked for can't be done with these questions; nothing was changed. */
export class QuestionsRefusedError extends WordedError {
  readonly code = 'QUESTIONS_REFUSED';
}

/** Somebody else changed them meanwhile. */
export class QuestionsChangedError extends WordedError {
  readonly code = 'QUESTIONS_CHANGED';
  constructor() {
    super('Another version', (texts) => texts.questions.changed);
  }
}
