import { Injectable } from '@nestjs/common';
import {
  type Fault,
  type FormField,
  type MemberAction,
  onlyOffered,
  type Sent,
} from '../../../infra/discord/index.js';
import { DraftsRepository } from '../../../infra/drafts/index.js';
import { isObjectIdText } from '../../../kernel/object-id.js';
import { isSnowflake } from '../../../kernel/snowflake.js';
import { ServersService } from '../../servers/index.js';
import { AllowlistFormExpiredError, AllowlistOptionsError } from '../allowlists.errors.js';
import { AllowlistDraftsService } from './allowlist-drafts.service.js';
import { type Editor, AllowlistEditorService } from './allowlist-editor.service.js';
import { KIND, TEXTS, WINNERS } from './allowlist-fields.js';
import { readKind, readTexts, together } from './allowlist-form.rules.js';
import type { NewContent } from './new-draft.js';

export interface OpenForm {
  readonly draftId: string;
  readonly fields: readonly FormField[];
  readonly typed: Sent;
}

export type FormOutcome =
  | { readonly kind: 'refused'; readonly draftId: string; readonly faults: readonly Fault[] }
  | { readonly kind: 'made'; readonly editor: Editor };

const DRAFT = 'allowlist';
const FIELDS = [...TEXTS, KIND, WINNERS];

/** The first form of `/allowlist create`; what was typed is kept until it is right and makes a draft. */
@Injectable()
export class AllowlistFormsService {
  constructor(
    private readonly forms: DraftsRepository,
    private readonly drafts: AllowlistDraftsService,
    private readonly editors: AllowlistEditorService,
    private readonly servers: ServersService,
  ) {}

  /**
   * Begins a form.
   *
   * @param chosen the channel; without it the server's default channel, or where the command was run
   * @throws NotLinkedError
   */
  async begin(action: MemberAction, chosen: string | undefined): Promise<OpenForm> {
    const { defaultChannel } = await this.servers.requireLinked(action.guildId);
    const channelId = chosen ?? defaultChannel ?? action.channelId;
    if (!isSnowflake(channelId))
      throw new AllowlistOptionsError('Options of an old command', (texts) => texts.errors.outOfDate);
    const draftId = await this.forms.create(DRAFT, action, { channelId });
    return { draftId, fields: FIELDS, typed: {} };
  }

  /** The form again, with what was typed. @throws AllowlistFormExpiredError */
  async reopen(action: MemberAction, draftId: string): Promise<OpenForm> {
    const form = await this.forms.find(draftId, DRAFT, action);
    if (form === null) throw new AllowlistFormExpiredError();
    return { draftId, fields: FIELDS, typed: JSON.parse(form.values.sent ?? '{}') as Sent };
  }

  /**
   * Makes a draft, or says what is wrong. The same form submitted twice makes one draft, which has the form's
   * id: the second answer is how it stands since the first.
   *
   * @throws NotLinkedError
   * @throws AllowlistFormExpiredError after 15 minutes, or somebody else's form
   */
  async submit(action: MemberAction, draftId: string, given: Sent): Promise<FormOutcome> {
    await this.servers.requireLinked(action.guildId);
    const sent = onlyOffered(given, FIELDS);
    const form = await this.forms.update(draftId, DRAFT, action, { sent: JSON.stringify(sent) });
    if (form === null || !isObjectIdText(draftId)) throw new AllowlistFormExpiredError();
    const read = together(readTexts(sent), readKind(sent));
    if ('faults' in read) return { kind: 'refused', draftId, faults: read.faults };
    const { winnerCount, ...rest } = read.changes;
    const content = { ...rest, ...(winnerCount !== undefined && { winnerCount }) } as NewContent;
    await this.drafts.create(action, draftId, content, form.values.channelId ?? action.channelId);
    return { kind: 'made', editor: await this.editors.open(action, draftId) };
  }
}
