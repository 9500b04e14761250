import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type FormField, isAsOffered, type MemberAction, type Sent } from '../../../infra/discord/index.js';
import { DraftsRepository } from '../../../infra/drafts/index.js';
import type { DiscordTaskPost } from '../schemas/task-post.schema.js';
import { AnswersExpiredError, FormOutOfDateError } from '../tasks.errors.js';
import { type Outcome, type TaskPages, TasksService } from '../tasks.service.js';

/** A page as it opens, with what stands in it already. */
export interface OpenPage {
  readonly post: DiscordTaskPost;
  readonly page: number;
  readonly fields: readonly FormField[];
  readonly values: Sent;
}

/** A page was kept, and others follow. */
export interface KeptPage {
  readonly post: DiscordTaskPost;
  readonly page: number;
  readonly pages: number;
}

const KIND = 'task-answers';

/**
 * What members fill in for a task, page by page: a form can't be answered by a form, so what was sent is kept
 * until the last one. Nothing counts before that.
 */
@Injectable()
export class TaskPagesService {
  constructor(
    private readonly tasks: TasksService,
    private readonly drafts: DraftsRepository,
  ) {}

  /**
   * @throws FormOutOfDateError no such page
   * @throws AnswersExpiredError an earlier page is not kept
   * @throws the same as `TasksService.pagesToTake`
   */
  async open(action: MemberAction, postId: string, page: number): Promise<OpenPage> {
    const { post, pages } = await this.tasks.pagesToTake(action, postId);
    const fields = fieldsOf(pages, page);
    if (pages.length === 1) return { post, page, fields, values: {} };
    const kept = await this.kept(action, postId);
    assertSent(kept, pages.slice(0, page).flat());
    return { post, page, fields, values: kept };
  }

  /**
   * Keeps a page; with the last one the attempt is made.
   *
   * @throws FormOutOfDateError other questions than those that are asked now
   * @throws AnswersExpiredError
   * @throws the same as `TasksService.complete`
   */
  async send(action: MemberAction, postId: string, page: number, sent: Sent): Promise<Outcome | KeptPage> {
    const { post, pages } = await this.tasks.pages(action, postId);
    if (!isAsOffered(sent, fieldsOf(pages, page))) throw new FormOutOfDateError();
    if (pages.length === 1) return this.tasks.complete(action, postId, sent);
    const isLast = page === pages.length - 1;
    if (!isLast) {
      await this.keep(action, postId, page, sent);
      return { post, page, pages: pages.length };
    }
    const before = await this.kept(action, postId);
    const fields = pages.slice(0, page).flat();
    assertSent(before, fields);
    const earlier = Object.fromEntries(fields.map(({ id }) => [id, before[id] ?? []]));
    const outcome = await this.tasks.complete(action, postId, { ...earlier, ...sent });
    await this.drafts.remove(idOf(postId, action), KIND, action);
    return outcome;
  }

  /** The first page begins anew only where nothing is kept: somebody may have gone back to it. */
  private async keep(action: MemberAction, postId: string, page: number, sent: Sent): Promise<void> {
    const draftId = idOf(postId, action);
    const values = Object.fromEntries(Object.entries(sent).map(([id, given]) => [id, JSON.stringify(given)]));
    if ((await this.drafts.update(draftId, KIND, action, values)) !== null) return;
    if (page > 0) throw new AnswersExpiredError();
    await this.drafts.begin(draftId, KIND, action, values);
  }

  private async kept(action: MemberAction, postId: string): Promise<Sent> {
    const draft = await this.drafts.find(idOf(postId, action), KIND, action);
    return Object.fromEntries(
      Object.entries(draft?.values ?? {}).map(([id, given]) => [id, JSON.parse(given) as string[]]),
    );
  }
}

/** Says whose answers these are and to what: no custom id names a draft, so nobody can name another's. */
const idOf = (postId: string, { discordId }: MemberAction): string =>
  createHash('sha256').update(`${postId}/${discordId}`).digest('hex').slice(0, 24);

function fieldsOf(pages: TaskPages['pages'], page: number): readonly FormField[] {
  const fields = pages[page];
  if (fields === undefined) throw new FormOutOfDateError();
  return fields;
}

function assertSent(kept: Sent, fields: readonly FormField[]): void {
  if (fields.some(({ id }) => kept[id] === undefined)) throw new AnswersExpiredError();
}
