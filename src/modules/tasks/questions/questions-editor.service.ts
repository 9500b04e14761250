import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../../infra/audit/index.js';
import { Database } from '../../../infra/database/index.js';
import type { FormField, MemberAction, Sent } from '../../../infra/discord/index.js';
import { DraftsRepository } from '../../../infra/drafts/index.js';
import { Clock } from '../../../kernel/clock.js';
import { ServersService } from '../../servers/index.js';
import { EDITABLE_STATUSES } from '../requirements/task-requirements.repository.js';
import { type DiscordTaskPost, taskPosts } from '../schemas/task-post.schema.js';
import { TaskPostsRepository } from '../task-posts.repository.js';
import { FormExpiredError, TaskPostNotFoundError } from '../tasks.errors.js';
import type { Fault } from '../tasks.rules.js';
import { Verifiers } from '../verifiers/verifiers.js';
import { answerPages } from './answers.rules.js';
import { isQuiz, questionFields, readPassMark, readQuestion, typedOf } from './question-form.rules.js';
import { NEW_QUESTION } from './questions.custom-ids.js';
import { QuestionsChangedError, QuestionsRefusedError } from './questions.errors.js';
import { QUESTION_LIMITS, type Question, type Questionnaire, questionnaireIn } from './questions.js';
import { QuestionsRepository } from './questions.repository.js';

export interface QuestionsPanel {
  readonly kind: 'panel';
  readonly postId: string;
  readonly title: string;
  readonly form: Questionnaire;
  /** The position of the question that is looked at. */
  readonly chosen?: number;
  /** Why they can't be changed; absent where they can. */
  readonly fixed?: Fault;
}

/** A question among the others, as custom ids name it. */
export interface QuestionPlace {
  readonly postId: string;
  readonly version: string;
  /** Its position, or `NEW_QUESTION`. */
  readonly at: string;
}

export interface QuestionForm {
  readonly place: QuestionPlace;
  readonly fields: readonly FormField[];
  readonly values: Sent;
}

export interface RefusedQuestion {
  readonly kind: 'refused';
  readonly place: QuestionPlace;
  readonly draftId: string;
  readonly faults: readonly Fault[];
}

export interface PreviewPage {
  readonly postId: string;
  readonly page: number;
  readonly pages: number;
  readonly fields: readonly FormField[];
}

const DRAFT = 'question';

/** The questions of a quiz or a survey: of a draft, and of a posted task until a member has tried it. */
@Injectable()
export class QuestionsEditorService {
  constructor(
    private readonly posts: TaskPostsRepository,
    private readonly repository: QuestionsRepository,
    private readonly verifiers: Verifiers,
    private readonly servers: ServersService,
    private readonly drafts: DraftsRepository,
    private readonly database: Database,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /**
   * @throws NotLinkedError
   * @throws TaskPostNotFoundError
   * @throws QuestionsRefusedError the task has none
   */
  async open(action: MemberAction, postId: string): Promise<QuestionsPanel> {
    const post = await this.find(action, postId);
    const fixed = await this.whyFixed(post);
    return { ...panelOf(post), ...(fixed && { fixed }) };
  }

  /** @throws QuestionsChangedError there is no such question in the version that stands */
  async choose(action: MemberAction, place: QuestionPlace): Promise<QuestionsPanel> {
    const panel = await this.open(action, place.postId);
    return { ...panel, chosen: positionIn(panel.form, place) };
  }

  /** What is filled in for one question more, or to change one. @throws the same as `choose` */
  async form(action: MemberAction, place: QuestionPlace): Promise<QuestionForm> {
    const { form } = panelOf(await this.editable(action, place.postId));
    const question = place.at === NEW_QUESTION ? undefined : form.questions[positionIn(form, place)];
    return { place, fields: questionFields(form), values: question === undefined ? {} : typedOf(question) };
  }

  /** The form again, with what was typed. @throws FormExpiredError after 15 minutes, or somebody else's */
  async reopen(action: MemberAction, place: QuestionPlace, draftId: string): Promise<QuestionForm> {
    const draft = await this.drafts.find(draftId, DRAFT, action);
    if (draft === null) throw new FormExpiredError();
    const { text = '', kind = '', options = '' } = draft.values;
    return {
      ...(await this.form(action, place)),
      values: { text: [text], kind: [kind], options: [options] },
    };
  }

  /**
   * Adds or changes a question, or says what is wrong with it; what was typed is kept then.
   *
   * @throws QuestionsRefusedError there are enough, or they can't be changed any more
   * @throws QuestionsChangedError somebody else changed them meanwhile
   */
  async save(
    action: MemberAction,
    place: QuestionPlace,
    sent: Sent,
  ): Promise<QuestionsPanel | RefusedQuestion> {
    const { form } = panelOf(await this.editable(action, place.postId));
    const read = readQuestion(sent, form);
    if ('faults' in read) {
      const typed = Object.fromEntries(Object.entries(sent).map(([id, given]) => [id, given[0] ?? '']));
      return {
        kind: 'refused',
        place,
        draftId: await this.drafts.create(DRAFT, action, typed),
        faults: read.faults,
      };
    }
    return this.change(action, place.postId, (now) => withQuestion(now, place, read.question));
  }

  /** @throws the same as `save` */
  move(action: MemberAction, place: QuestionPlace, to: string): Promise<QuestionsPanel> {
    return this.change(action, place.postId, (now) => {
      const from = positionIn(now, place);
      const target = positionIn(now, { ...place, at: to });
      const moved = now.questions.toSpliced(from, 1);
      return moved.toSpliced(target, 0, ...now.questions.slice(from, from + 1));
    });
  }

  /** @throws the same as `save`; and of a posted task the last one stays */
  remove(action: MemberAction, place: QuestionPlace): Promise<QuestionsPanel> {
    return this.change(action, place.postId, (now, { taskData: { status } }) => {
      const left = now.questions.toSpliced(positionIn(now, place), 1);
      if (left.length > 0 || status === 'draft') return left;
      throw new QuestionsRefusedError('The last one of a posted task', (texts) => texts.questions.last);
    });
  }

  /** @throws QuestionsRefusedError no whole per cent, or no quiz */
  async setPassMark(action: MemberAction, postId: string, typed: string): Promise<QuestionsPanel> {
    const passMark = readPassMark(typed);
    if (passMark === null)
      throw new QuestionsRefusedError('No pass mark', (texts) => texts.questions.passMarkWrong);
    return this.change(
      action,
      postId,
      ({ questions }) => questions,
      (form) => (isQuiz(form) ? { passMark } : {}),
    );
  }

  /** A page as members see it. @throws QuestionsRefusedError there is none */
  async preview(action: MemberAction, postId: string, page: number): Promise<PreviewPage> {
    const pages = answerPages(panelOf(await this.find(action, postId)).form);
    const fields = pages[page];
    if (fields === undefined)
      throw new QuestionsRefusedError('No such page', (texts) => texts.questions.none);
    return { postId, page, pages: pages.length, fields };
  }

  /** Reads, changes and writes in one transaction: of two at once, the second sees what the first did. */
  private async change(
    action: MemberAction,
    postId: string,
    next: (now: Questionnaire, post: DiscordTaskPost) => readonly Question[],
    rest: (now: Questionnaire) => Partial<Questionnaire> = () => ({}),
  ): Promise<QuestionsPanel> {
    const { discordId: id, guildId } = action;
    const changed = await this.database.transaction(async () => {
      const before = await this.editable(action, postId);
      const form = questionnaireIn(before.taskData.asks);
      const questions = next(form, before);
      const asks = { ...form, ...rest(form), questions, version: form.version + 1 };
      const after = await this.repository.set(before, asks, this.clock.now());
      if (after === null) throw new TaskPostNotFoundError();
      await this.audit.record({
        action: 'task.questions',
        actor: { kind: 'admin', id },
        collection: taskPosts,
        guildId,
        before: contentOf(before),
        after: contentOf(after),
      });
      return after;
    });
    await this.posts.forget(postId);
    return panelOf(changed);
  }

  private async editable(action: MemberAction, postId: string): Promise<DiscordTaskPost> {
    const post = await this.find(action, postId);
    const fixed = await this.whyFixed(post);
    if (fixed === undefined) return post;
    throw new QuestionsRefusedError('Over, or answered', fixed);
  }

  private async find({ guildId }: MemberAction, postId: string): Promise<DiscordTaskPost> {
    await this.servers.requireLinked(guildId);
    const post = await this.posts.find(guildId, postId);
    if (post === null) throw new TaskPostNotFoundError();
    if (this.verifiers.for(post.taskData.type).settings === 'questions') return post;
    throw new QuestionsRefusedError('No questions', (texts) => texts.questions.notQuestions);
  }

  private async whyFixed({ _id, taskData: { status } }: DiscordTaskPost): Promise<Fault | undefined> {
    if (!EDITABLE_STATUSES.includes(status)) return (texts) => texts.questions.closed;
    if (status === 'draft' || !(await this.repository.isTried(_id.toHexString()))) return undefined;
    return (texts) => texts.questions.answered;
  }
}

function withQuestion(form: Questionnaire, place: QuestionPlace, question: Question): readonly Question[] {
  const { questions } = form;
  if (place.at !== NEW_QUESTION) return questions.with(positionIn(form, place), question);
  if (questions.length < QUESTION_LIMITS.questions) return [...questions, question];
  throw new QuestionsRefusedError('There are enough', (texts) =>
    texts.questions.tooMany(QUESTION_LIMITS.questions),
  );
}

/** @throws QuestionsChangedError the position is of another version, or there is none */
function positionIn(form: Questionnaire, { version, at }: QuestionPlace): number {
  const position = /^\d{1,2}$/.test(at) ? Number(at) : -1;
  if (version !== String(form.version) || form.questions[position] === undefined)
    throw new QuestionsChangedError();
  return position;
}

/** The audit is of what managers change: figures and the card have their own writers. */
const contentOf = ({ _id, taskData }: DiscordTaskPost) => ({ _id, taskData });

const panelOf = ({ _id, taskData: { title, asks } }: DiscordTaskPost): QuestionsPanel => ({
  kind: 'panel',
  postId: _id.toHexString(),
  title,
  form: questionnaireIn(asks),
});
