import { Injectable } from '@nestjs/common';
import { Types } from 'mongoose';
import { AuditTrail } from '../../infra/audit/index.js';
import { Database, isDuplicateKey } from '../../infra/database/index.js';
import { withDefaults } from '../../infra/database/schema/index.js';
import { DiscordRefusedError, type MemberAction } from '../../infra/discord/index.js';
import { DraftsRepository } from '../../infra/drafts/index.js';
import { Clock } from '../../kernel/clock.js';
import { channelMention } from '../../kernel/discord-text.js';
import { isObjectIdText } from '../../kernel/object-id.js';
import { isSnowflake } from '../../kernel/snowflake.js';
import { ServersService } from '../servers/index.js';
import { type DiscordTaskPost, taskPosts } from './schemas/task-post.schema.js';
import { TaskCardEffect } from './cards/task-card.effect.js';
import { TaskPostsRepository } from './task-posts.repository.js';
import { Verifiers } from './verifiers/verifiers.js';
import { FormExpiredError, TaskOptionsError } from './tasks.errors.js';
import {
  type Fault,
  FORM_FIELDS,
  type FormField,
  isTaskType,
  readTaskForm,
  type TaskForm,
} from './tasks.rules.js';

export interface TaskOptions {
  readonly type: string;
  /** Without it the server's default channel, or where the command was run. */
  readonly channelId?: string | undefined;
  readonly roleId?: string | undefined;
}

export type TypedForm = Partial<Record<FormField, string>>;

export interface OpenForm {
  readonly draftId: string;
  readonly typed: TypedForm;
}

export type FormOutcome =
  | { readonly kind: 'refused'; readonly draftId: string; readonly faults: readonly Fault[] }
  | { readonly kind: 'posted'; readonly post: DiscordTaskPost }
  | { readonly kind: 'saved' };

const KIND = 'task';

/** From `/task create` to the posted card; what was typed is kept until it is right. */
@Injectable()
export class TaskFormsService {
  constructor(
    private readonly drafts: DraftsRepository,
    private readonly posts: TaskPostsRepository,
    private readonly servers: ServersService,
    private readonly cards: TaskCardEffect,
    private readonly verifiers: Verifiers,
    private readonly database: Database,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /**
   * Begins a form.
   *
   * @throws NotLinkedError
   * @throws TaskOptionsError the options don't go together
   */
  async begin(action: MemberAction, { type, channelId: chosen, roleId }: TaskOptions): Promise<OpenForm> {
    const { defaultChannel } = await this.servers.requireLinked(action.guildId);
    const channelId = chosen ?? defaultChannel ?? action.channelId;
    if (!isTaskType(type) || !isSnowflake(channelId)) {
      throw new TaskOptionsError('Options of an old command', (texts) => texts.errors.outOfDate);
    }
    const verifier = this.verifiers.for(type);
    if (roleId === action.guildId) {
      throw new TaskOptionsError('The role is @everyone', (texts) => texts.errors.everyoneRole);
    }
    const read = await verifier.readAsks({ role: roleId === undefined ? [] : [roleId] }, action.guildId);
    const [fault] = 'faults' in read ? read.faults : [];
    if (fault !== undefined) throw new TaskOptionsError('What the type asks for', fault);
    const values = { type, channelId, ...(roleId === undefined ? {} : { roleId }) };
    return { draftId: await this.drafts.create(KIND, action, values), typed: {} };
  }

  /** The form again, with what was typed. @throws FormExpiredError */
  async reopen(action: MemberAction, draftId: string): Promise<OpenForm> {
    const draft = await this.drafts.find(draftId, KIND, action);
    if (draft === null) throw new FormExpiredError();
    return {
      draftId,
      typed: Object.fromEntries(FORM_FIELDS.map((field) => [field, draft.values[field] ?? ''])),
    };
  }

  /**
   * Posts the task, or says what is wrong with it. The same form submitted twice makes one task: the
   * task's id is the draft's, and the second answer is the first one's.
   *
   * @throws FormExpiredError after 15 minutes, or somebody else's form
   */
  async submit(action: MemberAction, draftId: string, typed: TypedForm): Promise<FormOutcome> {
    const server = await this.servers.requireLinked(action.guildId);
    const kept = Object.fromEntries(FORM_FIELDS.map((field) => [field, typed[field] ?? '']));
    const draft = await this.drafts.update(draftId, KIND, action, kept);
    if (draft === null || !isObjectIdText(draftId)) throw new FormExpiredError();
    const read = readTaskForm(typed);
    if ('faults' in read) return { kind: 'refused', draftId, faults: read.faults };
    const post = newPost(draftId, draft.values, read.form, {
      ...server,
      isReviewed: this.verifiers.for(String(draft.values.type)).isReviewed,
      createdBy: action.discordId,
      now: this.clock.now(),
    });
    // A card that could not be posted leaves a withdrawn row: the form may try again on it.
    const isOurs = (await this.create(post)) || (await this.replaceWithdrawn(post));
    return this.publish(isOurs ? post : await this.existing(action, draftId));
  }

  /** False when the same form made it before. */
  private async create(post: DiscordTaskPost): Promise<boolean> {
    try {
      await this.database.transaction(async () => {
        await this.posts.insert(post);
        await this.record(null, post);
      });
      return true;
    } catch (error) {
      if (isDuplicateKey(error)) return false;
      throw error;
    }
  }

  private replaceWithdrawn(post: DiscordTaskPost): Promise<boolean> {
    return this.database.transaction(async () => {
      const before = await this.posts.replaceUnposted(post);
      if (before !== null) await this.record(before, post);
      return before !== null;
    });
  }

  private record(before: DiscordTaskPost | null, after: DiscordTaskPost): Promise<void> {
    const { guildId, createdBy } = after;
    const actor = { kind: 'admin' as const, id: createdBy };
    return this.audit.record({ action: 'task.create', actor, collection: taskPosts, guildId, before, after });
  }

  private async existing(action: MemberAction, draftId: string): Promise<DiscordTaskPost> {
    const post = await this.posts.find(action.guildId, draftId);
    // Withdrawn after it was posted: it is not posted again under the same id.
    if (post?.taskData.status !== 'active') throw new FormExpiredError();
    return post;
  }

  /** The worker would post it too; trying at once tells the admin what is wrong with the channel. */
  private async publish(post: DiscordTaskPost): Promise<FormOutcome> {
    const postId = post._id.toHexString();
    try {
      await this.cards.run(postId);
    } catch (error) {
      if (!(error instanceof DiscordRefusedError)) return { kind: 'saved' };
      throw error;
    }
    const posted = await this.posts.find(post.guildId, postId);
    if (posted?.card.trouble !== undefined) {
      const channel = channelMention(post.channelId);
      return { kind: 'refused', draftId: postId, faults: [(texts) => texts.errors.channelUnusable(channel)] };
    }
    return posted?.messageId === undefined ? { kind: 'saved' } : { kind: 'posted', post: posted };
  }
}

interface Origin {
  readonly guildId: string;
  readonly communityId: string;
  readonly locale: string;
  readonly isReviewed: boolean;
  readonly createdBy: string;
  readonly now: Date;
}

function newPost(
  id: string,
  options: Record<string, string>,
  form: TaskForm,
  origin: Origin,
): DiscordTaskPost {
  const { title, description, points, durationMs } = form;
  const { type = '', channelId = '', roleId } = options;
  if (!isTaskType(type)) throw new FormExpiredError();
  const expiresAt = new Date(origin.now.getTime() + durationMs);
  return withDefaults<DiscordTaskPost>(taskPosts, {
    _id: new Types.ObjectId(id),
    taskId: id,
    guildId: origin.guildId,
    channelId,
    communityId: origin.communityId,
    createdBy: origin.createdBy,
    createdAt: origin.now,
    locale: origin.locale,
    taskData: {
      title,
      description,
      type,
      points,
      status: 'active',
      verification: origin.isReviewed ? 'review' : 'automatic',
      asks: roleId === undefined ? {} : { roleId },
      expiresAt,
    },
    card: { due: origin.now },
  });
}
