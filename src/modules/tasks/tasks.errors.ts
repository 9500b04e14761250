import { AccessDeniedError, WordedError } from '../../kernel/errors.js';
import type { Texts } from '../../locales/index.js';

export class TaskPostNotFoundError extends WordedError {
  readonly code = 'TASK_NOT_FOUND';
  constructor() {
    super('No such task in this guild', (texts) => texts.errors.taskNotFound);
  }
}

export class TaskClosedError extends WordedError {
  readonly code = 'TASK_CLOSED';
}

/** What a manager wants is not possible now; the words say why. */
export class TaskLifeError extends WordedError {
  readonly code = 'TASK_LIFE_REFUSED';
}

export class TaskFullError extends WordedError {
  readonly code = 'TASK_FULL';
  constructor() {
    super('All places are taken', (texts) => texts.errors.taskFull);
  }
}

export class TaskAlreadyCompletedError extends WordedError {
  readonly code = 'TASK_ALREADY_COMPLETED';
}

export class ProofPendingError extends WordedError {
  readonly code = 'PROOF_PENDING';
}

/** Attempts are spent, or the next one has to wait. */
export class NoMoreAttemptsError extends WordedError {
  readonly code = 'TASK_NO_MORE_ATTEMPTS';
}

/** The task is not done yet; the words say what is missing. */
export class NotDoneYetError extends WordedError {
  readonly code = 'TASK_NOT_DONE_YET';
}

/** What is asked for can't be looked at, so it is not done; the words say why. */
export class CannotCheckError extends WordedError {
  readonly code = 'TASK_CANNOT_CHECK';
}

/** Another member of the task has given the same proof. */
export class ProofTakenError extends WordedError {
  readonly code = 'PROOF_TAKEN';
  constructor() {
    super('The proof is another member’s', (texts) => texts.taskTypes.proofTaken);
  }
}

export class ProofInvalidError extends WordedError {
  readonly code = 'PROOF_INVALID';
}

export class TaskOptionsError extends WordedError {
  readonly code = 'TASK_OPTIONS_INVALID';
}

export class FormExpiredError extends WordedError {
  readonly code = 'FORM_EXPIRED';
  constructor() {
    super('The draft has expired or belongs to somebody else', (texts) => texts.errors.formExpired);
  }
}

/** What was sent is not what is asked for: the questions were changed, or the payload is forged. */
export class FormOutOfDateError extends WordedError {
  readonly code = 'FORM_OUT_OF_DATE';
  constructor() {
    super('Fields or values that were not offered', (texts) => texts.questions.outOfDate);
  }
}

/** The earlier pages of a form were kept for 15 minutes, or never sent. */
export class AnswersExpiredError extends WordedError {
  readonly code = 'ANSWERS_EXPIRED';
  constructor() {
    super('The earlier pages are not there', (texts) => texts.questions.expired);
  }
}

export class CompletionNotFoundError extends WordedError {
  readonly code = 'COMPLETION_NOT_FOUND';
  constructor() {
    super('No such submission in this guild', (texts) => texts.errors.completionGone);
  }
}

export class AlreadyDecidedError extends WordedError {
  readonly code = 'REVIEW_ALREADY_DECIDED';
}

export class ReasonInvalidError extends WordedError {
  readonly code = 'REASON_INVALID';
}

export class OwnSubmissionError extends AccessDeniedError {
  readonly code = 'OWN_SUBMISSION';
  publicText(texts: Texts): string {
    return texts.errors.ownSubmission;
  }
}
