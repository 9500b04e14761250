import { Injectable } from '@nestjs/common';
import {
  type Fault,
  type FieldOption,
  type FormField,
  type MemberAction,
  onlyOffered,
  type Sent,
  sentTo,
} from '../../../infra/discord/index.js';
import { DraftsRepository } from '../../../infra/drafts/index.js';
import { textsOf } from '../../../locales/index.js';
import { RequirementKinds } from '../../requirements/index.js';
import { ServerChoices } from '../../servers/index.js';
import { AllowlistFormExpiredError, AllowlistOptionsError } from '../allowlists.errors.js';
import {
  ALLOWLIST_LIMITS,
  type AllowlistData,
  BONUS_KINDS,
  type BonusEntry,
  type DiscordAllowlistConnection,
} from '../schemas/allowlist-connection.schema.js';
import { AllowlistEditorService } from './allowlist-editor.service.js';
import { AllowlistEditingRepository, UNOPENED } from './allowlist-editing.repository.js';
import { TICKETS } from './allowlist-fields.js';
import { readTickets } from './allowlist-form.rules.js';

export interface BonusForm {
  readonly connectionId: string;
  readonly kind: string;
  readonly fields: readonly FormField[];
  readonly values: Sent;
}

export type BonusOutcome =
  | { readonly kind: 'panel'; readonly allowlist: DiscordAllowlistConnection }
  | {
      readonly kind: 'refused';
      readonly formId: string;
      readonly connectionId: string;
      readonly faults: readonly Fault[];
    };

const KIND = 'allowlist-bonus';
/** The kind of requirement that knows which tasks there are; another module has it. */
const TASKS_DONE = 'tasks_done';

const ROLE: FormField = {
  id: 'role',
  label: (texts) => texts.allowlistForm.bonusRole,
  input: { kind: 'role' },
};

/** What gives more tickets: added and taken out one by one, saved at once, until the allowlist opens. */
@Injectable()
export class BonusEditorService {
  constructor(
    private readonly editors: AllowlistEditorService,
    private readonly editing: AllowlistEditingRepository,
    private readonly kinds: RequirementKinds,
    private readonly forms: DraftsRepository,
    private readonly choices: ServerChoices,
  ) {}

  /** @throws AllowlistOptionsError it is open already */
  async open(action: MemberAction, connectionId: string): Promise<DiscordAllowlistConnection> {
    const { allowlist } = await this.editors.open(action, connectionId);
    if (UNOPENED.includes(allowlist.allowlistData.status)) return allowlist;
    throw new AllowlistOptionsError('It is open', (texts) => texts.allowlistEditor.notAnyMore);
  }

  /** @throws AllowlistOptionsError nothing of this kind can be added */
  async form(
    action: MemberAction,
    connectionId: string,
    kind: string,
    values: Sent = {},
  ): Promise<BonusForm> {
    const allowlist = await this.open(action, connectionId);
    return { connectionId, kind, fields: await this.fieldsOf(allowlist, kind), values };
  }

  /** The form again, with what was filled in. @throws AllowlistFormExpiredError */
  async reopen(action: MemberAction, formId: string): Promise<BonusForm> {
    const draft = await this.forms.find(formId, KIND, action);
    if (draft === null) throw new AllowlistFormExpiredError();
    const { connectionId = '', kind = '', sent = '{}' } = draft.values;
    return this.form(action, connectionId, kind, JSON.parse(sent) as Sent);
  }

  /** @throws AllowlistOptionsError there are enough, or there is this one already */
  async add(action: MemberAction, connectionId: string, kind: string, given: Sent): Promise<BonusOutcome> {
    const allowlist = await this.open(action, connectionId);
    const fields = await this.fieldsOf(allowlist, kind);
    const sent = onlyOffered(given, fields);
    const isRoleRefused =
      kind === 'role' && !(await this.choices.hasRole(action.guildId, sentTo(sent, kind)));
    const read = readBonus(kind, sent, fields, isRoleRefused);
    if ('faults' in read) {
      const values = { connectionId, kind, sent: JSON.stringify(sent) };
      const formId = await this.forms.create(KIND, action, values);
      return { kind: 'refused', formId, connectionId, faults: read.faults };
    }
    const { bonusEntries } = allowlist.allowlistData;
    if (bonusEntries.length >= ALLOWLIST_LIMITS.bonuses)
      throw refusal('Enough', (texts) => texts.bonusEditor.full(ALLOWLIST_LIMITS.bonuses));
    if (bonusEntries.some((one) => one.kind === kind && one.of === read.bonus.of))
      throw refusal('Twice', (texts) => texts.bonusEditor.twice);
    return this.saved(action, allowlist, { bonusEntries: [...bonusEntries, read.bonus] });
  }

  /** @param key see `keyOf` @throws AllowlistOptionsError it was taken out already */
  async remove(action: MemberAction, connectionId: string, key: string): Promise<BonusOutcome> {
    const allowlist = await this.open(action, connectionId);
    const { bonusEntries } = allowlist.allowlistData;
    const left = bonusEntries.filter((bonus) => keyOf(bonus) !== key);
    if (left.length === bonusEntries.length) throw refusal('Gone', (texts) => texts.bonusEditor.gone);
    return this.saved(action, allowlist, { bonusEntries: left });
  }

  async setMode(action: MemberAction, connectionId: string, mode: string): Promise<BonusOutcome> {
    const allowlist = await this.open(action, connectionId);
    return this.saved(action, allowlist, { bonusMode: mode === 'highest' ? 'highest' : 'stack' });
  }

  private async saved(
    action: MemberAction,
    before: DiscordAllowlistConnection,
    changes: Partial<Pick<AllowlistData, 'bonusEntries' | 'bonusMode'>>,
  ): Promise<BonusOutcome> {
    const write = () => this.editing.change(before, ['bonusEntries', 'bonusMode'], changes, UNOPENED);
    const allowlist = await this.editors.save(action, before, write, 'allowlist.bonuses');
    if (allowlist === null) throw refusal('Changed meanwhile', (texts) => texts.allowlistEditor.notAnyMore);
    return { kind: 'panel', allowlist };
  }

  /** @throws AllowlistOptionsError */
  private async fieldsOf(allowlist: DiscordAllowlistConnection, kind: string): Promise<readonly FormField[]> {
    if (kind === 'role') return [ROLE, TICKETS];
    if (kind === 'booster') return [TICKETS];
    const options = kind === 'task' ? await this.taskOptions(allowlist) : [];
    if (options.length === 0) throw refusal('No task', (texts) => texts.bonusEditor.noTasks);
    const task: FormField = {
      id: 'task',
      label: (texts) => texts.allowlistForm.bonusTask,
      input: { kind: 'choice', options },
    };
    return [task, TICKETS];
  }

  private async taskOptions({
    _id,
    guildId,
    communityId,
  }: DiscordAllowlistConnection): Promise<readonly FieldOption[]> {
    const known = this.kinds.all.find(({ kind }) => kind === TASKS_DONE);
    const [field] = (await known?.fields({ guildId, communityId, postId: _id.toHexString() })) ?? [];
    return field?.input.kind === 'choice' ? field.input.options : [];
  }
}

export const isBonusKind = (kind: string): kind is (typeof BONUS_KINDS)[number] =>
  (BONUS_KINDS as readonly string[]).includes(kind);

/** Names a bonus of an allowlist. */
export const keyOf = ({ kind, of = '' }: BonusEntry): string => `${kind}:${of}`;

function readBonus(
  kind: string,
  sent: Sent,
  fields: readonly FormField[],
  isRoleRefused: boolean,
): { readonly bonus: BonusEntry } | { readonly faults: readonly Fault[] } {
  const tickets = readTickets(sent);
  const of = kind === 'booster' ? undefined : sentTo(sent, kind);
  const faults: Fault[] = [];
  if (isRoleRefused) faults.push((texts) => texts.allowlistForm.faults.bonusRole);
  if (kind === 'task' && of === '') faults.push((texts) => texts.allowlistForm.faults.bonusTask);
  if ('fault' in tickets) return { faults: [...faults, tickets.fault] };
  if (faults.length > 0) return { faults };
  return {
    bonus: { kind, ...(of !== undefined && { of }), tickets: tickets.value, ...nameOf(kind, of, fields) },
  };
}

/** The title that was chosen from: cards are drawn where no task can be looked up. */
function nameOf(
  kind: string,
  of: string | undefined,
  [field]: readonly FormField[],
): { readonly name?: string } {
  if (kind !== 'task' || field?.input.kind !== 'choice') return {};
  const chosen = field.input.options.find(({ value }) => value === of);
  return chosen === undefined ? {} : { name: chosen.label(textsOf(undefined)) };
}

const refusal = (what: string, words: Fault): AllowlistOptionsError => new AllowlistOptionsError(what, words);
