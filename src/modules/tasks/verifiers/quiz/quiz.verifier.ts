import { Injectable } from '@nestjs/common';
import type { FormField, MemberAction, Sent } from '../../../../infra/discord/index.js';
import type { Texts } from '../../../../locales/index.js';
import { answerPages, answersIn, isPassed, scoreOf } from '../../questions/answers.rules.js';
import { questionnaireIn } from '../../questions/questions.js';
import type { DiscordTaskPost } from '../../schemas/task-post.schema.js';
import type { Fault } from '../../tasks.rules.js';
import { type Asks, type Verdict, Verifier } from '../verifier.port.js';

const PASS_MARK = 100;

/** Questions with right answers, which never leave the service: a member learns the score, and no more. */
@Injectable()
export class QuizVerifier extends Verifier {
  readonly type = 'quiz';
  readonly isReviewed = false;
  readonly settings = 'questions';

  override readAsks(): { asks: Asks } {
    return { asks: { version: 0, questions: [], passMark: PASS_MARK } };
  }

  override missing(asks: Asks): Fault | undefined {
    return questionnaireIn(asks).questions.length === 0 ? (texts) => texts.questions.none : undefined;
  }

  override howTo(asks: Asks, { questions: t }: Texts): string {
    const { questions, passMark = PASS_MARK } = questionnaireIn(asks);
    return t.howQuiz(questions.length, passMark);
  }

  override pages(asks: Asks): readonly (readonly FormField[])[] {
    return answerPages(questionnaireIn(asks));
  }

  override check({ taskData }: DiscordTaskPost, _action: MemberAction, sent: Sent): Promise<Verdict> {
    const form = questionnaireIn(taskData.asks);
    const score = scoreOf(form, answersIn(form, sent));
    return Promise.resolve({ state: isPassed(score, form) ? 'verified' : 'rejected', score });
  }
}
