import { Injectable } from '@nestjs/common';
import type { MemberAction } from '../../../infra/discord/index.js';
import { csvLine } from '../../../kernel/csv.js';
import type { Texts } from '../../../locales/index.js';
import { ServersService } from '../../servers/index.js';
import type { DiscordTaskPost } from '../schemas/task-post.schema.js';
import { TaskPostsRepository } from '../task-posts.repository.js';
import { TaskPostNotFoundError } from '../tasks.errors.js';
import { QuestionsRefusedError } from './questions.errors.js';
import { type Question, type Questionnaire, questionnaireIn } from './questions.js';
import { QuestionsRepository, type SurveyRow } from './questions.repository.js';

/** How members answered one question. */
export interface Tally {
  readonly question: Question;
  /** By option. */
  readonly counts: readonly number[];
}

export interface TalliesPage {
  readonly postId: string;
  readonly title: string;
  readonly page: number;
  readonly pages: number;
  /** Members who answered. */
  readonly answered: number;
  /** The position of the first question of the page. */
  readonly from: number;
  readonly tallies: readonly Tally[];
}

export interface AnswersFile {
  readonly title: string;
  readonly rows: number;
  /** Whether there are more than the file holds. */
  readonly isCut: boolean;
  readonly content: Buffer;
}

export const TALLIES_A_PAGE = 4;
const MOST_ROWS = 10_000;
/** Discord takes ten million bytes from a bot in any server. */
const MOST_BYTES = 8_000_000;
/** Tells spreadsheets that the file is UTF-8. */
const BYTE_ORDER_MARK = '\uFEFF';

/** What members answered to a survey; nobody is named. */
@Injectable()
export class SurveyAnswersService {
  constructor(
    private readonly posts: TaskPostsRepository,
    private readonly repository: QuestionsRepository,
    private readonly servers: ServersService,
  ) {}

  /**
   * @throws NotLinkedError
   * @throws TaskPostNotFoundError
   * @throws QuestionsRefusedError it is no survey
   */
  async tallies(action: MemberAction, postId: string, wanted: number): Promise<TalliesPage> {
    const { post, form } = await this.survey(action, postId);
    const pages = Math.max(1, Math.ceil(form.questions.length / TALLIES_A_PAGE));
    const page = Number.isInteger(wanted) && wanted >= 0 && wanted < pages ? wanted : 0;
    const from = page * TALLIES_A_PAGE;
    const questions = form.questions.slice(from, from + TALLIES_A_PAGE);
    const [answered, counts] = await Promise.all([
      this.repository.countAnswered(postId),
      this.repository.countAnswers(
        postId,
        [...questions.keys()].map((at) => from + at).filter((at) => form.questions[at]?.kind !== 'text'),
      ),
    ]);
    const tallies = questions.map((question, nth) => ({
      question,
      counts: question.options.map((_, option) =>
        counts
          .filter(({ at, answer }) => at === from + nth && answer.split(',').includes(String(option)))
          .reduce((sum, { count }) => sum + count, 0),
      ),
    }));
    return { postId, title: post.taskData.title, page, pages, answered, from, tallies };
  }

  /** One line for each member, newest first, as far as Discord takes a file. @throws the same */
  async file(action: MemberAction, postId: string, { questions: { tally: t } }: Texts): Promise<AnswersFile> {
    const { post, form } = await this.survey(action, postId);
    const found = await this.repository.newestAnswers(postId, MOST_ROWS + 1);
    const head = csvLine([t.columns.number, t.columns.at, ...form.questions.map(({ text }) => text)]);
    const lines = [head];
    let bytes = Buffer.byteLength(head);
    let isCut = found.length > MOST_ROWS;
    for (const row of found.slice(0, MOST_ROWS)) {
      if (row.answers === undefined) continue;
      const line = csvLine(cellsOf(row, form, lines.length));
      bytes += Buffer.byteLength(line);
      isCut ||= bytes > MOST_BYTES;
      if (bytes > MOST_BYTES) break;
      lines.push(line);
    }
    return {
      title: post.taskData.title,
      rows: lines.length - 1,
      isCut,
      content: Buffer.from(`${BYTE_ORDER_MARK}${lines.join('')}`),
    };
  }

  private async survey(
    { guildId }: MemberAction,
    postId: string,
  ): Promise<{ post: DiscordTaskPost; form: Questionnaire }> {
    await this.servers.requireLinked(guildId);
    const post = await this.posts.find(guildId, postId);
    if (post === null) throw new TaskPostNotFoundError();
    if (post.taskData.type !== 'survey')
      throw new QuestionsRefusedError('No survey', (texts) => texts.questions.noSurvey);
    return { post, form: questionnaireIn(post.taskData.asks) };
  }
}

/** Of options their words. */
function cellsOf({ answers = [], verifiedAt }: SurveyRow, { questions }: Questionnaire, number: number) {
  const given = questions.map(({ kind, options }, at) => {
    const answer = answers[at] ?? '';
    if (kind === 'text') return answer;
    return answer
      .split(',')
      .map((position) => options[Number(position)] ?? '')
      .join('; ');
  });
  return [number, verifiedAt.toISOString().slice(0, 16).replace('T', ' '), ...given];
}
