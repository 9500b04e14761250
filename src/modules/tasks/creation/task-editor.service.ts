import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../../infra/audit/index.js';
import { Database, isDuplicateKey } from '../../../infra/database/index.js';
import { type FormField, type MemberAction, onlyOffered, type Sent } from '../../../infra/discord/index.js';
import { DraftsRepository } from '../../../infra/drafts/index.js';
import { Clock } from '../../../kernel/clock.js';
import { textsOf } from '../../../locales/index.js';
import { RequirementsService } from '../../requirements/index.js';
import { ServerChoices, ServersService } from '../../servers/index.js';
import { CardsRepository } from '../cards/cards.repository.js';
import { TaskLivesRepository } from '../life/task-lives.repository.js';
import { type DiscordTaskPost, taskPosts, type TaskStatus } from '../schemas/task-post.schema.js';
import { TaskCompletionsRepository } from '../task-completions.repository.js';
import { TaskPostsRepository } from '../task-posts.repository.js';
import { FormExpiredError, TaskOptionsError, TaskPostNotFoundError } from '../tasks.errors.js';
import type { Fault } from '../tasks.rules.js';
import type { Verifier } from '../verifiers/verifier.port.js';
import { Verifiers } from '../verifiers/verifiers.js';
import { type Edited, type EditPart, isEditPart, parts, seenOf } from './edit-parts.js';
import { EDITABLE, TaskEditingRepository } from './task-editing.repository.js';

/** A task before its managers: as it is, and what can be done with it now. */
export interface Editor {
  readonly post: DiscordTaskPost;
  readonly verifier: Verifier;
  /** In words of the server's language. */
  readonly requirements: readonly string[];
  /** What keeps it from being posted. */
  readonly missing: Fault | undefined;
  /** In which times are typed, and days begin. */
  readonly zone: string;
  /** Which forms can be opened. */
  readonly parts: ReadonlySet<EditPart>;
}

export interface OpenPart {
  readonly postId: string;
  readonly part: EditPart;
  readonly fields: readonly FormField[];
  readonly values: Sent;
  /** What was there when the form was opened. */
  readonly seen: string;
}

export type EditOutcome =
  | { readonly kind: 'edited'; readonly editor: Editor }
  /** `formId`: what was typed is kept there. */
  | {
      readonly kind: 'refused';
      readonly formId: string;
      readonly postId: string;
      readonly faults: readonly Fault[];
    };

const KIND = 'task-edit';

/** Before it is open its start can be chosen; from then on only its end, where it is managed. */
const TIMED: readonly TaskStatus[] = ['draft', 'scheduled'];

const changedMeanwhile: Fault = (texts) => texts.taskEditor.changedMeanwhile;

/**
 * The editor of drafts and of posted tasks. Each change is saved at once, by itself, and audited; what two
 * managers type into the same form at the same time is never lost: the second is asked.
 */
@Injectable()
export class TaskEditorService {
  constructor(
    private readonly posts: TaskPostsRepository,
    private readonly editing: TaskEditingRepository,
    private readonly lives: TaskLivesRepository,
    private readonly cards: CardsRepository,
    private readonly completions: TaskCompletionsRepository,
    private readonly forms: DraftsRepository,
    private readonly servers: ServersService,
    private readonly choices: ServerChoices,
    private readonly verifiers: Verifiers,
    private readonly requirements: RequirementsService,
    private readonly database: Database,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /**
   * @throws NotLinkedError
   * @throws TaskPostNotFoundError
   */
  async open({ guildId }: Pick<MemberAction, 'guildId'>, postId: string): Promise<Editor> {
    const { timezone: zone } = await this.servers.requireLinked(guildId);
    const post = await this.posts.find(guildId, postId);
    if (post === null) throw new TaskPostNotFoundError();
    return this.editorOf(post, zone);
  }

  /**
   * A form of the editor, as things are now.
   *
   * @throws TaskOptionsError there is nothing to fill in, or not any more
   */
  async openPart(action: MemberAction, postId: string, part: string): Promise<OpenPart> {
    const editor = await this.open(action, postId);
    return openPart(editor, assertOffered(editor, part), this.clock.now());
  }

  /** The form again, as it was typed; what others changed meanwhile counts as seen. @throws FormExpiredError */
  async reopenPart(action: MemberAction, formId: string): Promise<OpenPart> {
    const form = await this.forms.find(formId, KIND, action);
    if (form === null) throw new FormExpiredError();
    const { postId = '', part = '', sent = '{}' } = form.values;
    const opened = await this.openPart(action, postId, part);
    return { ...opened, values: JSON.parse(sent) as Sent };
  }

  /**
   * Saves what was typed, or says what is wrong with it and keeps it.
   *
   * @param seen what was there when the form was opened
   * @throws TaskOptionsError it can't be changed any more
   */
  async submitPart(
    action: MemberAction,
    { postId, part: name, seen }: { postId: string; part: string; seen: string },
    given: Sent,
  ): Promise<EditOutcome> {
    const editor = await this.open(action, postId);
    const part = assertOffered(editor, name);
    const { post, zone } = editor;
    const of = editedIn(editor, this.clock.now());
    const sent = onlyOffered(given, parts[part].fields(of));
    const read = await parts[part].read(sent, of);
    const refuse = async (faults: readonly Fault[]): Promise<EditOutcome> => {
      const values = { postId, part, sent: JSON.stringify(sent) };
      return { kind: 'refused', formId: await this.forms.create(KIND, action, values), postId, faults };
    };
    if ('faults' in read) return refuse(read.faults);
    if (seenOf(part, post.taskData) !== seen) return refuse([changedMeanwhile]);
    const write = (): Promise<DiscordTaskPost | null> =>
      'timing' in read
        ? this.lives.retime(post, of.now, read.timing)
        : this.editing.change(post, parts[part].keys, read.changes);
    try {
      const saved = await this.save(action, post, write, 'timing' in read ? 'task.time' : 'task.edit');
      if (saved === null) return await refuse([changedMeanwhile]);
      return { kind: 'edited', editor: await this.editorOf(saved, zone) };
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
      return refuse([(texts) => texts.taskLife.sameDay]);
    }
  }

  /** @param roleId none: a completion gives no role any more @throws TaskOptionsError it can't be given */
  async chooseReward(action: MemberAction, postId: string, roleId: string | undefined): Promise<Editor> {
    const editor = await this.open(action, postId);
    const { post } = editor;
    if (post.taskData.rewardRoleId === roleId) return editor;
    if (roleId !== undefined) {
      const why = await this.choices.whyNotGiven(action.guildId, roleId);
      if (why !== undefined) throw new TaskOptionsError('A role that is not given', why);
    }
    return this.saved(action, editor, () => this.editing.setReward(post, roleId));
  }

  /** @throws TaskOptionsError it has a card that can be shown, or nothing can be posted there */
  async chooseChannel(action: MemberAction, postId: string, channelId: string): Promise<Editor> {
    const editor = await this.open(action, postId);
    const { post } = editor;
    const why = await this.choices.whyNotPosted(action.guildId, channelId);
    if (why !== undefined) throw new TaskOptionsError('No channel to post in', why);
    return this.saved(action, editor, () => this.editing.setChannel(post, channelId, this.clock.now()));
  }

  private async saved(
    action: MemberAction,
    { post, zone }: Editor,
    write: () => Promise<DiscordTaskPost | null>,
  ): Promise<Editor> {
    const after = await this.save(action, post, write);
    if (after === null) throw notAnyMore();
    return this.editorOf(after, zone);
  }

  private async save(
    { discordId, guildId }: MemberAction,
    before: DiscordTaskPost,
    write: () => Promise<DiscordTaskPost | null>,
    audited = 'task.edit',
  ): Promise<DiscordTaskPost | null> {
    const after = await this.database.transaction(async () => {
      const changed = await write();
      if (changed === null) return null;
      const actor = { kind: 'admin' as const, id: discordId };
      const both = { before, after: changed };
      await this.audit.record({ action: audited, actor, collection: taskPosts, guildId, ...both });
      if (changed.messageId !== undefined)
        await this.cards.redraw(changed._id.toHexString(), this.clock.now());
      return changed;
    });
    if (after !== null) await this.posts.forget(after._id.toHexString());
    return after;
  }

  private async editorOf(post: DiscordTaskPost, zone: string): Promise<Editor> {
    const { type, asks, status } = post.taskData;
    const verifier = this.verifiers.for(type);
    const offered: EditPart[] = [];
    if (EDITABLE.includes(status)) {
      offered.push('texts');
      if (await this.mayAskOtherwise(post, verifier)) offered.push('asks');
      if (TIMED.includes(status) && !isOver(post, this.clock.now())) offered.push('timing');
      if (status === 'draft') offered.push('places');
    }
    return {
      post,
      verifier,
      requirements: post.taskData.requirements.map((one) =>
        this.requirements.describe(one, textsOf(post.locale)),
      ),
      missing: verifier.missing(asks),
      zone,
      parts: new Set(offered),
    };
  }

  /** What was asked of some is asked of all. An attempt under way is judged by what was asked when it began. */
  private async mayAskOtherwise(post: DiscordTaskPost, { settings }: Verifier): Promise<boolean> {
    if (settings === 'questions' || settings.length === 0) return false;
    if (post.taskData.status === 'draft') return true;
    return !(await this.completions.hasAny(post._id.toHexString()));
  }
}

/** A scheduled task whose end has passed before the clock came to it. */
const isOver = ({ taskData: { status, expiresAt } }: DiscordTaskPost, now: Date): boolean =>
  status !== 'draft' && expiresAt <= now;

const editedIn = ({ post, verifier, zone }: Editor, now: Date): Edited => ({
  task: post.taskData,
  guildId: post.guildId,
  verifier,
  zone,
  now,
});

function openPart(editor: Editor, part: EditPart, now: Date): OpenPart {
  const { post } = editor;
  const of = editedIn(editor, now);
  return {
    postId: post._id.toHexString(),
    part,
    fields: parts[part].fields(of),
    values: parts[part].filledIn(of),
    seen: seenOf(part, post.taskData),
  };
}

/** @throws TaskOptionsError */
function assertOffered(editor: Editor, part: string): EditPart {
  if (isEditPart(part) && editor.parts.has(part)) return part;
  throw notAnyMore();
}

const notAnyMore = (): TaskOptionsError =>
  new TaskOptionsError('It can not be changed any more', (texts) => texts.taskEditor.refused.notAnyMore);
