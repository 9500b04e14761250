import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../../infra/audit/index.js';
import { Database } from '../../../infra/database/index.js';
import {
  type Fault,
  type FormField,
  type MemberAction,
  onlyOffered,
  type Sent,
} from '../../../infra/discord/index.js';
import { DraftsRepository } from '../../../infra/drafts/index.js';
import { Clock } from '../../../kernel/clock.js';
import { textsOf } from '../../../locales/index.js';
import { RequirementsService } from '../../requirements/index.js';
import { ServerChoices, ServersService } from '../../servers/index.js';
import { AllowlistFormExpiredError, AllowlistOptionsError } from '../allowlists.errors.js';
import { AllowlistsRepository } from '../allowlists.repository.js';
import { AllowlistCardsRepository } from '../cards/allowlist-cards.repository.js';
import { AllowlistMoves, auditedPart } from '../life/allowlist-moves.service.js';
import {
  allowlistConnections,
  type AllowlistStatus,
  type DiscordAllowlistConnection,
} from '../schemas/allowlist-connection.schema.js';
import { AllowlistEditingRepository, EDITABLE, UNOPENED } from './allowlist-editing.repository.js';
import { missingOf } from './draft.rules.js';
import { EDIT_PARTS, type EditPart, isEditPart, parts, seenOf } from './edit-parts.js';

/** An allowlist before its managers: as it is, and what can be done with it now. */
export interface Editor {
  readonly allowlist: DiscordAllowlistConnection;
  /** In words of the server's language. */
  readonly requirements: readonly string[];
  /** What keeps it from being posted. */
  readonly missing: readonly Fault[];
  /** Which forms can be opened. */
  readonly parts: readonly EditPart[];
  /** Where dates are read. */
  readonly zone: string;
}

export interface OpenPart {
  readonly connectionId: string;
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
      readonly connectionId: string;
      readonly faults: readonly Fault[];
    };

const KIND = 'allowlist-edit';

const changedMeanwhile: Fault = (texts) => texts.taskEditor.changedMeanwhile;

/** In which states each form can be opened; times of what is scheduled are changed where it is managed. */
const OPENS_IN: Readonly<Record<EditPart, readonly AllowlistStatus[]>> = {
  texts: EDITABLE,
  kind: ['draft'],
  timing: ['draft'],
  wallet: UNOPENED,
};

/**
 * The editor of drafts and of posted allowlists. Each change is saved at once, by itself, and audited; what two
 * managers type into the same form at the same time is never lost: the second is asked.
 */
@Injectable()
export class AllowlistEditorService {
  constructor(
    private readonly allowlists: AllowlistsRepository,
    private readonly moves: AllowlistMoves,
    private readonly editing: AllowlistEditingRepository,
    private readonly cards: AllowlistCardsRepository,
    private readonly forms: DraftsRepository,
    private readonly servers: ServersService,
    private readonly choices: ServerChoices,
    private readonly requirements: RequirementsService,
    private readonly database: Database,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /**
   * @throws NotLinkedError
   * @throws AllowlistNotFoundError
   */
  async open(action: Pick<MemberAction, 'guildId' | 'discordId'>, connectionId: string): Promise<Editor> {
    const { timezone } = await this.servers.requireLinked(action.guildId);
    return this.editorOf(await this.moves.find(action, connectionId), timezone);
  }

  /** @throws AllowlistOptionsError it can't be changed any more */
  async openPart(action: MemberAction, connectionId: string, part: string): Promise<OpenPart> {
    const { allowlist, zone, parts: offered } = await this.open(action, connectionId);
    const { allowlistData: data } = allowlist;
    const opened = assertOffered(part, offered);
    const timed = { data, zone, now: this.clock.now() };
    return {
      connectionId,
      part: opened,
      fields: parts[opened].fields(timed),
      values: parts[opened].filledIn(timed),
      seen: seenOf(opened, data),
    };
  }

  /** The form again, as it was typed; what others changed meanwhile counts as seen. @throws AllowlistFormExpiredError */
  async reopenPart(action: MemberAction, formId: string): Promise<OpenPart> {
    const form = await this.forms.find(formId, KIND, action);
    if (form === null) throw new AllowlistFormExpiredError();
    const { connectionId = '', part = '', sent = '{}' } = form.values;
    return { ...(await this.openPart(action, connectionId, part)), values: JSON.parse(sent) as Sent };
  }

  /**
   * Saves what was typed, or says what is wrong with it and keeps it.
   *
   * @throws AllowlistOptionsError it can't be changed any more
   */
  async submitPart(
    action: MemberAction,
    { connectionId, part: name, seen }: { connectionId: string; part: string; seen: string },
    given: Sent,
  ): Promise<EditOutcome> {
    const { allowlist, zone, parts: offered } = await this.open(action, connectionId);
    const part = assertOffered(name, offered);
    const timed = { data: allowlist.allowlistData, zone, now: this.clock.now() };
    const sent = onlyOffered(given, parts[part].fields(timed));
    const read = parts[part].read(sent, timed);
    const refuse = async (faults: readonly Fault[]): Promise<EditOutcome> => {
      const values = { connectionId, part, sent: JSON.stringify(sent) };
      return { kind: 'refused', formId: await this.forms.create(KIND, action, values), connectionId, faults };
    };
    if ('faults' in read) return refuse(read.faults);
    if (seenOf(part, allowlist.allowlistData) !== seen) return refuse([changedMeanwhile]);
    const saved = await this.save(action, allowlist, () =>
      this.editing.change(allowlist, parts[part].keys, read.changes, OPENS_IN[part]),
    );
    return saved === null
      ? refuse([changedMeanwhile])
      : { kind: 'edited', editor: this.editorOf(saved, zone) };
  }

  /** @param roleId none: winners get no role any more @throws AllowlistOptionsError it can't be given */
  async chooseWinnerRole(
    action: MemberAction,
    connectionId: string,
    roleId: string | undefined,
  ): Promise<Editor> {
    const { allowlist } = await this.open(action, connectionId);
    if (roleId !== undefined) {
      const why = await this.choices.whyNotGiven(action.guildId, roleId);
      if (why !== undefined) throw new AllowlistOptionsError('A role that is not given', why);
    }
    return this.saved(action, allowlist, () =>
      this.editing.change(allowlist, [], { winnerRoleId: roleId }, EDITABLE),
    );
  }

  /** @throws AllowlistOptionsError it has a card that can be shown, or nothing can be posted there */
  async chooseChannel(action: MemberAction, connectionId: string, channelId: string): Promise<Editor> {
    const { allowlist } = await this.open(action, connectionId);
    const why = await this.choices.whyNotPosted(action.guildId, channelId);
    if (why !== undefined) throw new AllowlistOptionsError('No channel to post in', why);
    return this.saved(action, allowlist, () =>
      this.editing.setChannel(allowlist, channelId, this.clock.now()),
    );
  }

  /** @throws AllowlistOptionsError it is too late */
  private async saved(
    action: MemberAction,
    before: DiscordAllowlistConnection,
    write: () => Promise<DiscordAllowlistConnection | null>,
    audited?: string,
  ): Promise<Editor> {
    const after = await this.save(action, before, write, audited);
    if (after === null) throw notAnyMore();
    return this.open(action, after._id.toHexString());
  }

  /** @returns the allowlist after it; `null` where there was nothing to change any more */
  async save(
    { discordId, guildId }: MemberAction,
    before: DiscordAllowlistConnection,
    write: () => Promise<DiscordAllowlistConnection | null>,
    audited = 'allowlist.edit',
  ): Promise<DiscordAllowlistConnection | null> {
    const after = await this.database.transaction(async () => {
      const changed = await write();
      if (changed === null) return null;
      const actor = { kind: 'admin', id: discordId } as const;
      const both = { before: auditedPart(before), after: auditedPart(changed) };
      await this.audit.record({ action: audited, actor, collection: allowlistConnections, guildId, ...both });
      if (changed.messageId !== undefined)
        await this.cards.redraw(changed._id.toHexString(), this.clock.now());
      return changed;
    });
    if (after !== null) await this.allowlists.forgetTitles(guildId);
    return after;
  }

  private editorOf(allowlist: DiscordAllowlistConnection, zone: string): Editor {
    const { allowlistData, locale } = allowlist;
    const { status, requirements } = allowlistData;
    return {
      allowlist,
      requirements: requirements.map((one) => this.requirements.describe(one, textsOf(locale))),
      missing: status === 'draft' ? missingOf(allowlistData, this.clock.now()) : [],
      parts: EDIT_PARTS.filter((part) => OPENS_IN[part].includes(status)),
      zone,
    };
  }
}

/** @throws AllowlistOptionsError */
function assertOffered(part: string, offered: readonly EditPart[]): EditPart {
  if (isEditPart(part) && offered.includes(part)) return part;
  throw notAnyMore();
}

const notAnyMore = (): AllowlistOptionsError =>
  new AllowlistOptionsError('It can not be changed any more', (texts) => texts.allowlistEditor.notAnyMore);
