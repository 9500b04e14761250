import { Injectable } from '@nestjs/common';
import { type FormField, type MemberAction, onlyOffered, type Sent } from '../../../infra/discord/index.js';
import { DraftsRepository } from '../../../infra/drafts/index.js';
import { isObjectIdText } from '../../../kernel/object-id.js';
import { isSnowflake } from '../../../kernel/snowflake.js';
import { ServersService } from '../../servers/index.js';
import { FormExpiredError, TaskOptionsError } from '../tasks.errors.js';
import { type Fault, isTaskType } from '../tasks.rules.js';
import type { Verifier } from '../verifiers/verifier.port.js';
import { Verifiers } from '../verifiers/verifiers.js';
import { type Editor, TaskEditorService } from './task-editor.service.js';
import { DURATION, TEXTS } from './task-fields.js';
import { readTexts } from './task-form.rules.js';
import { TaskDraftsService } from './task-drafts.service.js';

export interface TaskOptions {
  readonly type?: string | undefined;
  /** Without it the server's default channel, or where the command was run. */
  readonly channelId?: string | undefined;
  readonly roleId?: string | undefined;
}

export interface OpenForm {
  readonly draftId: string;
  readonly fields: readonly FormField[];
  readonly typed: Sent;
}

export type FormOutcome =
  | { readonly kind: 'refused'; readonly draftId: string; readonly faults: readonly Fault[] }
  | { readonly kind: 'made'; readonly editor: Editor };

const KIND = 'task';

/** The first form of `/task create`; what was typed is kept until it is right and makes a draft. */
@Injectable()
export class TaskFormsService {
  constructor(
    private readonly forms: DraftsRepository,
    private readonly drafts: TaskDraftsService,
    private readonly editors: TaskEditorService,
    private readonly servers: ServersService,
    private readonly verifiers: Verifiers,
  ) {}

  /**
   * Begins a form.
   *
   * @throws NotLinkedError
   * @throws TaskOptionsError the options don't go together
   */
  async begin(action: MemberAction, { type, channelId: chosen, roleId }: TaskOptions): Promise<OpenForm> {
    const { defaultChannel } = await this.servers.requireLinked(action.guildId);
    if (type === undefined)
      throw new TaskOptionsError('Neither type nor template', (texts) => texts.taskEditor.refused.noType);
    const channelId = chosen ?? defaultChannel ?? action.channelId;
    if (!isTaskType(type) || !isSnowflake(channelId)) {
      throw new TaskOptionsError('Options of an old command', (texts) => texts.errors.outOfDate);
    }
    const verifier = this.verifiers.for(type);
    const asks = this.askedByRole(action, verifier, roleId);
    const values = { type, channelId, asks: JSON.stringify(asks) };
    const draftId = await this.forms.create(KIND, action, values);
    return { draftId, fields: fieldsOf(verifier, asks), typed: {} };
  }

  /** The form again, with what was typed. @throws FormExpiredError */
  async reopen(action: MemberAction, draftId: string): Promise<OpenForm> {
    const form = await this.forms.find(draftId, KIND, action);
    if (form === null) throw new FormExpiredError();
    const { type = '', asks, sent } = form.values;
    return { draftId, fields: fieldsOf(this.verifiers.for(type), sentFrom(asks)), typed: sentFrom(sent) };
  }

  /**
   * Makes a draft, or says what is wrong. The same form submitted twice makes one draft, which has the form's
   * id: the second answer is how it stands since the first.
   *
   * @throws NotLinkedError
   * @throws FormExpiredError after 15 minutes, or somebody else's form
   */
  async submit(action: MemberAction, draftId: string, given: Sent): Promise<FormOutcome> {
    await this.servers.requireLinked(action.guildId);
    const form = await this.forms.update(draftId, KIND, action, { sent: JSON.stringify(given) });
    if (form === null || !isObjectIdText(draftId)) throw new FormExpiredError();
    const { type = '', channelId = '', asks } = form.values;
    if (!isTaskType(type)) throw new FormExpiredError();
    const verifier = this.verifiers.for(type);
    const known = sentFrom(asks);
    const fields = fieldsOf(verifier, known);
    const sent = onlyOffered(given, fields);
    const read = readTexts(sent, true);
    const faults = 'faults' in read ? read.faults : [];
    const inline = inlineField(verifier, known);
    const asked = await verifier.readAsks({ ...known, ...sent }, action.guildId);
    // What has no field here is asked for later.
    const badAsks = inline !== undefined && 'faults' in asked ? asked.faults : [];
    if ('faults' in read || badAsks.length > 0)
      return { kind: 'refused', draftId, faults: [...faults, ...badAsks] };
    const content = {
      ...read.texts,
      type,
      verification: verifier.isReviewed ? ('review' as const) : ('automatic' as const),
      asks: 'asks' in asked ? { ...asked.asks } : {},
    };
    await this.drafts.create(action, draftId, content, channelId);
    return { kind: 'made', editor: await this.editors.open(action, draftId) };
  }

  /** The option `role` is a short way to fill in the one role that a type asks for. */
  private askedByRole({ guildId }: MemberAction, verifier: Verifier, roleId: string | undefined): Sent {
    if (roleId === undefined) return {};
    if (roleId === guildId)
      throw new TaskOptionsError('The role is @everyone', (texts) => texts.errors.everyoneRole);
    const { settings } = verifier;
    const field = settings === 'questions' ? undefined : settings.find(({ input }) => input.kind === 'role');
    if (field === undefined)
      throw new TaskOptionsError('A type without a role', (texts) => texts.taskEditor.refused.uselessRole);
    if (!isSnowflake(roleId)) throw new TaskOptionsError('No role', (texts) => texts.errors.outOfDate);
    return { [field.id]: [roleId] };
  }
}

/** What a type asks for is in the first form when it is one field, and not known yet. */
function inlineField({ settings }: Verifier, known: Sent): FormField | undefined {
  if (settings === 'questions' || settings.length !== 1) return undefined;
  return settings.find(({ id }) => known[id] === undefined);
}

function fieldsOf(verifier: Verifier, known: Sent): FormField[] {
  const inline = inlineField(verifier, known);
  return [...TEXTS, DURATION, ...(inline === undefined ? [] : [inline])];
}

const sentFrom = (kept: string | undefined): Sent => (kept === undefined ? {} : (JSON.parse(kept) as Sent));
