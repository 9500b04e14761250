import { DomainError } from '../../../kernel/errors.js';
import type { Texts } from '../../../locales/index.js';

abstract class QuestionsError extends DomainError {
  constructor(
    message: string,
    private readonly words: (texts: Texts) => string,
  ) {
    super(message);
  }
  publicText(texts: Texts): string {
    return this.words(texts);
  }
}

/** What was sent is no answer to what is asked now; nothing was recorded. */
export class AnswersInvalidError extends QuestionsError {
  readonly code = 'ANSWERS_INVALID';
}

/** What a manager asked for can't be done with these questions; nothing was changed. */
export class QuestionsRefusedError extends QuestionsError {
  readonly code = 'QUESTIONS_REFUSED';
}

/** Somebody else changed them meanwhile. */
export class QuestionsChangedError extends QuestionsError {
  readonly code = 'QUESTIONS_CHANGED';
  constructor() {
    super('Another version', (texts) => texts.questions.changed);
  }
}
