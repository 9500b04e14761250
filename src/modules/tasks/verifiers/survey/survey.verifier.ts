import { Injectable } from '@nestjs/common';
import type { FormField, MemberAction, Sent } from '../../../../infra/discord/index.js';
import type { Texts } from '../../../../locales/index.js';
import { answerPages, answersIn } from '../../questions/answers.rules.js';
import { questionnaireIn } from '../../questions/questions.js';
import type { DiscordTaskPost } from '../../schemas/task-post.schema.js';
import type { Fault } from '../../tasks.rules.js';
import { type Asks, type Verdict, Verifier } from '../verifier.port.js';

/** Questions to which any answer counts; answers are kept with the member's row, positions parted by commas. */
@Injectable()
export class SurveyVerifier extends Verifier {
  readonly type = 'survey';
  readonly isReviewed = false;
  readonly settings = 'questions';

  override readAsks(): { asks: Asks } {
    return { asks: { version: 0, questions: [] } };
  }

  override missing(asks: Asks): Fault | undefined {
    return questionnaireIn(asks).questions.length === 0 ? (texts) => texts.questions.none : undefined;
  }

  override howTo(asks: Asks, { questions: t }: Texts): string {
    return t.howSurvey(questionnaireIn(asks).questions.length);
  }

  override pages(asks: Asks): readonly (readonly FormField[])[] {
    return answerPages(questionnaireIn(asks));
  }

  override check({ taskData }: DiscordTaskPost, _action: MemberAction, sent: Sent): Promise<Verdict> {
    const form = questionnaireIn(taskData.asks);
    const answers = answersIn(form, sent).map((given) => given.join(','));
    return Promise.resolve({ state: 'verified', answers });
  }
}
