import { Injectable } from '@nestjs/common';
import { FULL } from '../../infra/database/index.js';
import {
  type FormField,
  type MemberAction,
  isAsOffered,
  NOTHING_SENT,
  type Sent,
} from '../../infra/discord/index.js';
import { DueRunner } from '../../infra/jobs/index.js';
import { noteOfInteraction } from '../../infra/observability/index.js';
import { Clock } from '../../kernel/clock.js';
import type { Texts } from '../../locales/index.js';
import { type RequirementState, RequirementsService } from '../requirements/index.js';
import { ServersService } from '../servers/index.js';
import type { TaskCompletion } from './schemas/task-completion.schema.js';
import type { DiscordTaskPost } from './schemas/task-post.schema.js';
import { ROLE_REWARD } from './rewards/role-reward.effect.js';
import { SETTLE_COMPLETION } from './settle-completion.effect.js';
import {
  type Inserted,
  type NewCompletion,
  TaskCompletionsRepository,
} from './task-completions.repository.js';
import { TaskPostsRepository } from './task-posts.repository.js';
import {
  FormOutOfDateError,
  NotDoneYetError,
  TaskClosedError,
  TaskFullError,
  TaskPostNotFoundError,
} from './tasks.errors.js';
import { assertMayRetry, assertNotTaken, assertOpen, isNoneOfOurs } from './tasks.rules.js';
import type { Verdict } from './verifiers/verifier.port.js';
import { Verifiers } from './verifiers/verifiers.js';

export interface Outcome {
  readonly post: DiscordTaskPost;
  /** The attempt, as it stands. */
  readonly row: TaskCompletion;
}

export interface TaskPages {
  readonly post: DiscordTaskPost;
  readonly pages: readonly (readonly FormField[])[];
}

export interface TaskStanding {
  readonly post: DiscordTaskPost;
  /** What is to be done. */
  readonly howTo: (texts: Texts) => string;
  /** How the member stands to each requirement. */
  readonly requirements: readonly RequirementState[];
  /** The member's own attempt, if there is one. */
  readonly mine: TaskCompletion | null;
}

/** What a member does with a posted task. */
@Injectable()
export class TasksService {
  constructor(
    private readonly posts: TaskPostsRepository,
    private readonly completions: TaskCompletionsRepository,
    private readonly verifiers: Verifiers,
    private readonly servers: ServersService,
    private readonly requirements: RequirementsService,
    private readonly effects: DueRunner,
    private readonly clock: Clock,
  ) {}

  /**
   * One attempt of a member at the task behind a posted card: checked, then recorded.
   *
   * One insert decides: the unique index (taskPostId, discordId) lets one press win; after a rejection the
   * same row is tried again. The award is owed by the row and follows as an effect, also after a crash. The
   * same interaction twice gives the same answer.
   *
   * @param sent what the member filled in, where the type asks for something
   * @throws TaskPostNotFoundError no such card in this guild
   * @throws TaskClosedError the task is not open, or the server is not linked to its community
   * @throws AccountTooYoungError the member's account is newer than the server allows
   * @throws RequirementsNotMetError with what the member must be or have to take part
   * @throws NotDoneYetError with what is missing
   * @throws CannotCheckError what is asked for can't be looked at just now
   * @throws ProofInvalidError
   * @throws ProofTakenError another member gave the same
   * @throws FormOutOfDateError what was sent is not what is asked for
   * @throws ProofPendingError it waits for a moderator already
   * @throws TaskAlreadyCompletedError this member was counted before
   * @throws NoMoreAttemptsError
   * @throws TaskFullError its places are taken
   */
  async complete(action: MemberAction, postId: string, sent: Sent = NOTHING_SENT): Promise<Outcome> {
    const post = await this.postFor(action, postId);
    const verifier = this.verifiers.for(post.taskData.type);
    const fields = verifier.pages(post.taskData.asks).flat();
    // Forged: a press where a form is to be filled in, or the other way round.
    if ((fields.length === 0) !== (sent === NOTHING_SENT)) throw this.notFound(postId);
    if (!isAsOffered(sent, fields)) throw new FormOutOfDateError();
    const verdict = await verifier.check(post, action, sent);
    const attempt = newAttempt(post, action, verdict, this.clock.now());
    const { isNew, row } = await this.record(post, attempt);
    if (row.state !== 'verified') {
      noteOfInteraction({ conversionEvent: isNew });
      return { post, row };
    }
    noteOfInteraction({ taskCompleted: true, conversionEvent: true, pointsAwarded: row.points });
    this.effects.nudge(SETTLE_COMPLETION);
    if (row.roleDue !== undefined) this.effects.nudge(ROLE_REWARD);
    return { post, row };
  }

  /**
   * What a member fills in, page by page; whether they may take part is looked into by `complete`.
   *
   * @throws TaskPostNotFoundError
   * @throws TaskClosedError
   */
  async pages(action: MemberAction, postId: string): Promise<TaskPages> {
    return this.pagesOf(await this.openPost(action, postId));
  }

  /**
   * `pages`, before a member fills in anything: nobody is asked for what could not be taken.
   *
   * @throws the same as `complete`, but for what is filled in
   */
  async pagesToTake(action: MemberAction, postId: string): Promise<TaskPages> {
    const post = await this.postFor(action, postId);
    const mine = await this.completions.find(postId, action.discordId);
    if (mine !== null) this.assertMayTry(post, mine);
    return this.pagesOf(post);
  }

  /** @throws TaskPostNotFoundError */
  async standing(action: MemberAction, postId: string): Promise<TaskStanding> {
    const [post, mine] = await Promise.all([
      this.posts.find(action.guildId, postId),
      this.completions.find(postId, action.discordId),
    ]);
    if (post === null) throw this.notFound(postId);
    const { type, asks } = post.taskData;
    const requirements = await this.requirements.evaluate(
      action,
      post.taskData.requirements,
      post.communityId,
    );
    return { post, howTo: (texts) => this.verifiers.for(type).howTo(asks, texts), requirements, mine };
  }

  private pagesOf(post: DiscordTaskPost): TaskPages {
    const { type, asks } = post.taskData;
    return { post, pages: this.verifiers.for(type).pages(asks) };
  }

  private async record(post: DiscordTaskPost, attempt: NewCompletion): Promise<Inserted> {
    const inserted = await this.insert(post, attempt);
    if (inserted.isNew) return inserted;
    this.assertMayTry(post, inserted.row);
    const { maxCompletions } = post.taskData;
    const isSeated = maxCompletions !== undefined && attempt.state !== 'rejected';
    const retried = isSeated
      ? await this.completions.retrySeated(inserted.row, attempt, maxCompletions)
      : await this.completions.retry(inserted.row, attempt);
    if (retried === FULL) throw new TaskFullError();
    return { isNew: false, row: retried ?? (await this.triedElsewhere(post, attempt)) };
  }

  /** The row changed while we wrote: either this very press was faster elsewhere, or another one was. */
  private async triedElsewhere(post: DiscordTaskPost, attempt: NewCompletion): Promise<TaskCompletion> {
    const row = await this.completions.find(attempt.taskPostId, attempt.discordId);
    if (row === null) throw this.notFound(attempt.taskPostId);
    if (row.interactionId !== attempt.interactionId) this.assertMayTry(post, row);
    return row;
  }

  private assertMayTry({ taskData }: DiscordTaskPost, row: TaskCompletion): void {
    assertNotTaken(row);
    assertMayRetry(row, taskData, this.clock.now());
  }

  /** @throws TaskFullError */
  private async insert({ taskData }: DiscordTaskPost, attempt: NewCompletion): Promise<Inserted> {
    const { maxCompletions } = taskData;
    if (maxCompletions === undefined || attempt.state === 'rejected') return this.completions.insert(attempt);
    const inserted = await this.completions.insertSeated(attempt, maxCompletions);
    if (inserted === FULL) throw new TaskFullError();
    return inserted;
  }

  private async openPost(action: MemberAction, postId: string): Promise<DiscordTaskPost> {
    if (action.isBot) throw new NotDoneYetError('A bot', (texts) => texts.errors.botsNotCounted);
    if (action.isPending)
      throw new NotDoneYetError('Rules not accepted', (texts) => texts.errors.membershipPending);
    const post = await this.posts.findFresh(action.guildId, postId);
    if (post === null) throw this.notFound(postId);
    assertOpen(post, this.clock.now());
    const server = await this.servers.find(post.guildId);
    if (server?.communityId !== post.communityId)
      throw new TaskClosedError(
        'The server has another community or none',
        (texts) => texts.errors.taskNotLinked,
      );
    return post;
  }

  /** The post, if the member may take part in it. */
  private async postFor(action: MemberAction, postId: string): Promise<DiscordTaskPost> {
    const post = await this.openPost(action, postId);
    await this.servers.assertOldEnough(action);
    await this.requirements.assertMet(action, post.taskData.requirements, post.communityId);
    return post;
  }

  private notFound(postId: string): TaskPostNotFoundError {
    if (isNoneOfOurs(postId, this.clock.now())) noteOfInteraction({ suspiciousActivity: true });
    return new TaskPostNotFoundError();
  }
}

function newAttempt(post: DiscordTaskPost, action: MemberAction, verdict: Verdict, now: Date): NewCompletion {
  const attempt = {
    taskPostId: post._id.toHexString(),
    guildId: post.guildId,
    communityId: post.communityId,
    discordId: action.discordId,
    interactionId: action.interactionId,
    points: post.taskData.points,
    attempt: 1,
    createdAt: now,
    triedAt: now,
  };
  switch (verdict.state) {
    case 'verified': {
      const { answers, score } = verdict;
      const given = { ...(answers && { answers: [...answers] }), ...(score && { score }) };
      const roleDue = post.taskData.rewardRoleId !== undefined && { roleDue: now };
      return {
        ...attempt,
        ...given,
        ...roleDue,
        state: 'verified',
        verifiedAt: now,
        owes: ['points'],
        due: now,
      };
    }
    case 'pending':
      return {
        ...attempt,
        state: 'pending',
        proof: { text: verdict.proof, submittedAt: now },
        ...(verdict.proofKey !== undefined && { proofKey: verdict.proofKey }),
        owes: [],
        reviewCard: { due: now, isOpen: false },
      };
    case 'rejected':
      return { ...attempt, state: 'rejected', score: verdict.score, owes: [] };
  }
}
