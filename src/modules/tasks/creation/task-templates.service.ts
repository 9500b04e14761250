import { Injectable } from '@nestjs/common';
import { Types } from 'mongoose';
import { AuditTrail } from '../../../infra/audit/index.js';
import { Database, FULL, isDuplicateKey } from '../../../infra/database/index.js';
import { comparable, type MemberAction, suggestionsFor } from '../../../infra/discord/index.js';
import { Clock } from '../../../kernel/clock.js';
import { isObjectIdText } from '../../../kernel/object-id.js';
import { cleanLine, lengthOf } from '../../../kernel/text.js';
import { ServersService } from '../../servers/index.js';
import {
  ONE_OF_A_NAME,
  type TaskTemplate,
  taskTemplates,
  TEMPLATE_LIMITS,
} from '../schemas/task-template.schema.js';
import { TaskPostsRepository } from '../task-posts.repository.js';
import { TaskOptionsError, TaskPostNotFoundError } from '../tasks.errors.js';
import { contentOf } from './new-draft.js';
import { TaskDraftsService } from './task-drafts.service.js';
import { TaskTemplatesRepository, type TemplateName } from './task-templates.repository.js';

/** The templates of a server, beside a task that could become one. */
export interface TemplatesPage {
  readonly postId: string;
  readonly names: readonly TemplateName[];
  /** What was done just now. */
  readonly saved?: string;
  readonly removed?: string;
  /** One of which it is asked whether it should go. */
  readonly chosen?: TemplateName;
}

/** Templates of tasks: at most 50 in a server, one of each name. */
@Injectable()
export class TaskTemplatesService {
  constructor(
    private readonly templates: TaskTemplatesRepository,
    private readonly posts: TaskPostsRepository,
    private readonly drafts: TaskDraftsService,
    private readonly servers: ServersService,
    private readonly database: Database,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /** Those whose name has what was typed, where a name begins with it first. */
  async suggest(guildId: string, typed: string): Promise<readonly TemplateName[]> {
    return suggestionsFor(typed, await this.templates.names(guildId), ({ name }) => name);
  }

  /** @throws NotLinkedError */
  async page({ guildId }: MemberAction, postId: string): Promise<TemplatesPage> {
    await this.servers.requireLinked(guildId);
    return { postId, names: await this.templates.readNames(guildId) };
  }

  /**
   * Saves what a task says under a name.
   *
   * @throws TaskPostNotFoundError
   * @throws TaskOptionsError no name, one that is taken, or too many templates
   */
  async save(action: MemberAction, postId: string, typedName: string): Promise<TemplatesPage> {
    const { guildId, discordId: createdBy } = action;
    const name = readName(typedName);
    await this.servers.requireLinked(guildId);
    const post = await this.posts.find(guildId, postId);
    if (post === null) throw new TaskPostNotFoundError();
    const template = {
      _id: new Types.ObjectId(),
      guildId,
      name,
      nameKey: comparable(name),
      content: contentOf(post),
      createdBy,
      createdAt: this.clock.now(),
    };
    await this.insert(action, template);
    await this.templates.forget(guildId);
    return { ...(await this.page(action, postId)), saved: name };
  }

  /** Asks whether one should go. @throws TaskOptionsError it is gone already */
  async choose(action: MemberAction, postId: string, templateId: string): Promise<TemplatesPage> {
    const page = await this.page(action, postId);
    const chosen = page.names.find(({ id }) => id === templateId);
    if (chosen === undefined) throw gone();
    return { ...page, chosen };
  }

  /** @throws TaskOptionsError it is gone already */
  async remove(action: MemberAction, postId: string, templateId: string): Promise<TemplatesPage> {
    const { guildId } = action;
    await this.servers.requireLinked(guildId);
    if (!isObjectIdText(templateId)) throw gone();
    const removed = await this.database.transaction(async () => {
      const before = await this.templates.remove(guildId, templateId);
      if (before !== null) await this.record(action, 'template.delete', before, null);
      return before;
    });
    if (removed === null) throw gone();
    await this.templates.forget(guildId);
    return { ...(await this.page(action, postId)), removed: removed.name };
  }

  /**
   * A new draft, made from a template.
   *
   * @param idOrName of the template, as it was chosen or typed
   * @returns its id
   * @throws NotLinkedError
   * @throws TaskOptionsError there is no such template
   */
  async use(action: MemberAction, idOrName: string, channelId: string | undefined): Promise<string> {
    const { defaultChannel } = await this.servers.requireLinked(action.guildId);
    const template = await this.templates.find(action.guildId, idOrName);
    if (template === null) throw gone();
    const id = new Types.ObjectId().toHexString();
    const place = channelId ?? defaultChannel ?? action.channelId;
    await this.drafts.create(action, id, template.content, place);
    return id;
  }

  private async insert(action: MemberAction, template: Omit<TaskTemplate, 'place'>): Promise<void> {
    const write = (place: number): Promise<void> =>
      this.database.transaction(async () => {
        const row = { ...template, place };
        await this.templates.insert(row);
        await this.record(action, 'template.save', null, row);
      });
    try {
      const inserted = await this.templates.inPlace(template.guildId, write);
      if (inserted !== FULL) return;
    } catch (error) {
      if (!isDuplicateKey(error, ONE_OF_A_NAME)) throw error;
      throw new TaskOptionsError('Name taken', (texts) => texts.taskEditor.refused.nameTaken);
    }
    throw new TaskOptionsError('Too many', (texts) =>
      texts.taskEditor.refused.tooManyTemplates(TEMPLATE_LIMITS.perServer),
    );
  }

  private record(
    { discordId, guildId }: MemberAction,
    action: string,
    before: TaskTemplate | null,
    after: TaskTemplate | null,
  ): Promise<void> {
    const actor = { kind: 'admin' as const, id: discordId };
    return this.audit.record({ action, actor, collection: taskTemplates, guildId, before, after });
  }
}

/** @throws TaskOptionsError */
function readName(typed: string): string {
  const name = cleanLine(typed);
  const length = lengthOf(name);
  if (length >= 1 && length <= TEMPLATE_LIMITS.name) return name;
  throw new TaskOptionsError('Bad length', (texts) =>
    texts.taskEditor.refused.templateName(TEMPLATE_LIMITS.name),
  );
}

const gone = (): TaskOptionsError =>
  new TaskOptionsError('No such template', (texts) => texts.taskEditor.refused.templateGone);
