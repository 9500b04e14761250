import { Injectable } from '@nestjs/common';
import { type MemberAction, suggestionsFor } from '../../../infra/discord/index.js';
import { isObjectIdText } from '../../../kernel/object-id.js';
import { cleanLine } from '../../../kernel/text.js';
import { type ManagedPost, ManagePostService } from '../manage-post.service.js';
import { CLOSED_STATUSES } from '../schemas/task-post.schema.js';
import { TaskPostsRepository, type TaskTitle } from '../task-posts.repository.js';

/** Discord's limit of options of a select. */
const MOST = 25;

export type FoundTask =
  | { readonly kind: 'one'; readonly managed: ManagedPost }
  /** `words`: what they were found by; empty where these are the newest that are not over. */
  | { readonly kind: 'some'; readonly words: string; readonly titles: readonly TaskTitle[] };

/** `/task manage`: finds a task by its title, or by words of its texts. */
@Injectable()
export class ManagedTasksService {
  constructor(
    private readonly posts: TaskPostsRepository,
    private readonly managed: ManagePostService,
  ) {}

  /** Those whose title has what was typed, where one begins with it first; from memory. */
  async suggest(guildId: string, typed: string): Promise<readonly TaskTitle[]> {
    return suggestionsFor(typed, await this.posts.titles(guildId), ({ title }) => title);
  }

  /**
   * @param idOrWords the id of a suggestion that was chosen, or words; nothing: the newest tasks
   * @throws TaskPostNotFoundError no such task in this server
   */
  async find(action: MemberAction, idOrWords: string, isManager: boolean): Promise<FoundTask> {
    const words = cleanLine(idOrWords);
    if (isObjectIdText(words))
      return { kind: 'one', managed: await this.managed.open(action, words, isManager) };
    if (words === '') {
      const titles = await this.posts.readTitles(action.guildId);
      const current = titles.filter(({ status }) => !CLOSED_STATUSES.includes(status));
      return { kind: 'some', words, titles: current.slice(0, MOST) };
    }
    const found = await this.posts.search(action.guildId, words);
    const [only, another] = found;
    if (only !== undefined && another === undefined)
      return { kind: 'one', managed: await this.managed.open(action, only._id.toHexString(), isManager) };
    const titles = found.map(({ _id, taskData: { title, status } }) => ({
      id: _id.toHexString(),
      title,
      status,
    }));
    return { kind: 'some', words, titles: titles.slice(0, MOST) };
  }
}
