import { Injectable } from '@nestjs/common';
import { type FormField, type MemberAction, onlyOffered, type Sent } from '../../infra/discord/index.js';
import { DraftsRepository } from '../../infra/drafts/index.js';
import type { RolePermission } from '../servers/index.js';
import type { RequirementKind, Words } from './requirement-kind.port.js';
import { RequirementKinds } from './requirement-kinds.js';
import type { Owned, RequirementOwner } from './requirement-owner.port.js';
import { RequirementFormEndedError, RequirementRefusedError } from './requirements.errors.js';
import { keyOf, withoutRequirement, withRequirement } from './requirements.rules.js';
import type { Requirement } from './schemas/requirement.schema.js';

/** What has requirements, as custom ids name it. */
export interface OwnerIds {
  readonly owner: string;
  readonly postId: string;
}

export interface EditorPanel extends OwnerIds {
  readonly kind: 'panel';
  readonly title: string;
  readonly backId: string;
  /** What is required now; the key names it where it is removed. */
  readonly lines: readonly { readonly key: string; readonly words: Words }[];
  /** What can be required here. */
  readonly offered: readonly Pick<RequirementKind, 'kind' | 'name'>[];
  /** What was just done. */
  readonly done?: Words;
}

export interface RefusedForm extends OwnerIds {
  readonly kind: 'refused';
  readonly draftId: string;
  readonly faults: readonly Words[];
}

export interface RequirementForm extends OwnerIds {
  readonly kind: string;
  readonly name: Words;
  readonly fields: readonly FormField[];
  /** What was filled in before. */
  readonly values?: Sent;
}

const DRAFT = 'requirement';

/** What managers require of those who take part: added and removed one by one, saved at once. */
@Injectable()
export class RequirementsEditorService {
  private readonly owners = new Map<string, RequirementOwner>();

  constructor(
    private readonly kinds: RequirementKinds,
    private readonly drafts: DraftsRepository,
  ) {}

  register(owner: RequirementOwner): void {
    this.owners.set(owner.name, owner);
  }

  /** Who may edit: of one owner; of all where it is not known whose it is. */
  permissionsFor(owner: string): readonly RolePermission[] {
    const known = this.owners.get(owner);
    const owners = known === undefined ? [...this.owners.values()] : [known];
    return owners.map(({ permission }) => permission);
  }

  async open(action: MemberAction, ids: OwnerIds): Promise<EditorPanel> {
    return this.panel(action, ids, await this.owner(ids).find(action, ids.postId));
  }

  /**
   * What is filled in for a kind of requirement.
   *
   * @throws RequirementRefusedError it can't be required here
   */
  async form(action: MemberAction, ids: OwnerIds, kindName: string): Promise<RequirementForm> {
    const { kind, fields } = await this.offer(action, ids, kindName);
    return { ...ids, kind: kind.kind, name: kind.name, fields };
  }

  /**
   * The form again, with what was filled in.
   *
   * @throws RequirementFormEndedError after 15 minutes, or somebody else's form
   */
  async reopen(action: MemberAction, draftId: string): Promise<RequirementForm> {
    const draft = await this.drafts.find(draftId, DRAFT, action);
    if (draft === null) throw new RequirementFormEndedError('The form has expired or is not theirs');
    const { owner = '', postId = '', kind = '', sent = '{}' } = draft.values;
    const form = await this.form(action, { owner, postId }, kind);
    return { ...form, values: JSON.parse(sent) as Sent };
  }

  /**
   * Requires one thing more, or says what is wrong with it; what was filled in is kept then.
   *
   * @throws RequirementRefusedError there are enough, or it is required already
   */
  async add(
    action: MemberAction,
    ids: OwnerIds,
    kindName: string,
    given: Sent,
  ): Promise<EditorPanel | RefusedForm> {
    const { kind, fields, owned } = await this.offer(action, ids, kindName);
    const sent = onlyOffered(given, fields);
    const read = await kind.readAsks(sent, placeOf(action, owned));
    if ('faults' in read) {
      const values = { ...ids, kind: kindName, sent: JSON.stringify(sent) };
      return {
        kind: 'refused',
        ...ids,
        draftId: await this.drafts.create(DRAFT, action, values),
        faults: read.faults,
      };
    }
    const requirement: Requirement = {
      kind: kind.kind,
      asks: kind.asks.parse(read.asks) as Record<string, unknown>,
    };
    const changed = await this.owner(ids).change(action, ids.postId, (now) =>
      withRequirement(now, requirement, kind.isRepeatable),
    );
    const done: Words = (texts) => texts.requirements.editor.added(this.kinds.describe(requirement, texts));
    return { ...(await this.panel(action, ids, changed)), done };
  }

  /** @throws RequirementRefusedError it was removed already */
  async remove(action: MemberAction, ids: OwnerIds, key: string): Promise<EditorPanel> {
    let removed: Requirement | undefined;
    const changed = await this.owner(ids).change(action, ids.postId, (now) => {
      removed = now.find((one) => keyOf(one) === key);
      return withoutRequirement(now, key);
    });
    const done: Words = (texts) =>
      texts.requirements.editor.removed(removed === undefined ? '' : this.kinds.describe(removed, texts));
    return { ...(await this.panel(action, ids, changed)), done };
  }

  private owner({ owner: name }: OwnerIds): RequirementOwner {
    const owner = this.owners.get(name);
    if (owner === undefined) throw outOfDate('An owner that this version does not know');
    return owner;
  }

  private async offer(
    action: MemberAction,
    ids: OwnerIds,
    kindName: string,
  ): Promise<{ kind: RequirementKind; fields: readonly FormField[]; owned: Owned }> {
    const owned = await this.owner(ids).find(action, ids.postId);
    const kind = this.kinds.all.find(({ kind: name }) => name === kindName);
    if (kind === undefined) throw outOfDate('A kind that this version does not know');
    const fields = await kind.fields(placeOf(action, owned));
    if (fields.length === 0)
      throw new RequirementRefusedError('Not offered', (texts) => texts.requirements.editor.notOffered);
    return { kind, fields, owned };
  }

  private async panel(action: MemberAction, ids: OwnerIds, owned: Owned): Promise<EditorPanel> {
    const place = placeOf(action, owned);
    const kinds = this.kinds.all.filter(
      ({ kind, isRepeatable }) => isRepeatable || owned.requirements.every((one) => one.kind !== kind),
    );
    const fields = await Promise.all(kinds.map(async (kind) => kind.fields(place)));
    return {
      kind: 'panel',
      ...ids,
      title: owned.title,
      backId: owned.backId,
      lines: owned.requirements.map((requirement) => ({
        key: keyOf(requirement),
        words: (texts) => this.kinds.describe(requirement, texts),
      })),
      offered: kinds.filter((_, index) => fields[index]?.length !== 0),
    };
  }
}

const placeOf = ({ guildId }: MemberAction, { communityId, postId }: Owned) => ({
  guildId,
  communityId,
  postId,
});

const outOfDate = (what: string): RequirementRefusedError =>
  new RequirementRefusedError(what, (texts) => texts.errors.outOfDate);
