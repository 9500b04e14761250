import { Injectable } from '@nestjs/common';
import { Types } from 'mongoose';
import { AuditTrail } from '../../infra/audit/index.js';
import { Database, FULL, isDuplicateKey } from '../../infra/database/index.js';
import { comparable, type MemberAction, suggestionsFor } from '../../infra/discord/index.js';
import { Clock } from '../../kernel/clock.js';
import { isObjectIdText } from '../../kernel/object-id.js';
import { cleanLine, lengthOf } from '../../kernel/text.js';
import { type RolePermission, ServersService } from '../servers/index.js';
import {
  ONE_OF_A_NAME,
  type Template,
  TEMPLATE_LIMITS,
  type TemplateKind,
  templates,
} from './schemas/template.schema.js';
import type { TemplateOwner } from './template-owner.port.js';
import { TemplateRefusedError } from './templates.errors.js';
import { type TemplateName, TemplatesRepository } from './templates.repository.js';

/** What could become a template, as custom ids name it. */
export interface OwnerIds {
  readonly owner: string;
  readonly ownerId: string;
}

/** The templates of a server, beside what could become one. */
export interface TemplatesPage {
  readonly kind: TemplateKind;
  readonly ownerId: string;
  /** The custom id of the button back. */
  readonly backId: string;
  readonly names: readonly TemplateName[];
  /** What was done just now. */
  readonly saved?: string;
  readonly removed?: string;
  /** One of which it is asked whether it should go. */
  readonly chosen?: TemplateName;
}

/** Templates of tasks and of allowlists: of each at most 50 in a server, one of each name. */
@Injectable()
export class TemplatesService {
  private readonly owners = new Map<string, TemplateOwner>();

  constructor(
    private readonly templates: TemplatesRepository,
    private readonly servers: ServersService,
    private readonly database: Database,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  register(owner: TemplateOwner): void {
    this.owners.set(owner.name, owner);
  }

  /** Who may: of one owner; of all where it is not known whose it is. */
  permissionsFor(owner: string): readonly RolePermission[] {
    const known = this.owners.get(owner);
    const owners = known === undefined ? [...this.owners.values()] : [known];
    return owners.map(({ permission }) => permission);
  }

  /** @throws TemplateRefusedError this version does not know such an owner */
  kindOf(ids: OwnerIds): TemplateKind {
    return this.owner(ids).name;
  }

  /** Those whose name has what was typed, where a name begins with it first. */
  async suggest(guildId: string, kind: TemplateKind, typed: string): Promise<readonly TemplateName[]> {
    return suggestionsFor(typed, await this.templates.names(guildId, kind), ({ name }) => name);
  }

  /** @throws NotLinkedError */
  async page({ guildId }: MemberAction, ids: OwnerIds): Promise<TemplatesPage> {
    const owner = this.owner(ids);
    await this.servers.requireLinked(guildId);
    const { ownerId } = ids;
    const names = await this.templates.readNames(guildId, owner.name);
    return { kind: owner.name, ownerId, backId: owner.editorId(ownerId), names };
  }

  /**
   * Saves what one says under a name. Throws what its owner throws where it is not there.
   *
   * @throws TemplateRefusedError no name, one that is taken, or too many templates
   */
  async save(action: MemberAction, ids: OwnerIds, typedName: string): Promise<TemplatesPage> {
    const { guildId, discordId: createdBy } = action;
    const owner = this.owner(ids);
    const name = readName(typedName);
    await this.servers.requireLinked(guildId);
    const template = {
      _id: new Types.ObjectId(),
      guildId,
      kind: owner.name,
      name,
      nameKey: comparable(name),
      content: { ...(await owner.contentOf(action, ids.ownerId)) },
      createdBy,
      createdAt: this.clock.now(),
    };
    await this.insert(action, template);
    await this.templates.forget(guildId);
    return { ...(await this.page(action, ids)), saved: name };
  }

  /** Asks whether one should go. @throws TemplateRefusedError it is gone already */
  async choose(action: MemberAction, ids: OwnerIds, templateId: string): Promise<TemplatesPage> {
    const page = await this.page(action, ids);
    const chosen = page.names.find(({ id }) => id === templateId);
    if (chosen === undefined) throw gone();
    return { ...page, chosen };
  }

  /** @throws TemplateRefusedError it is gone already */
  async remove(action: MemberAction, ids: OwnerIds, templateId: string): Promise<TemplatesPage> {
    const { guildId } = action;
    const kind = this.kindOf(ids);
    await this.servers.requireLinked(guildId);
    if (!isObjectIdText(templateId)) throw gone();
    const removed = await this.database.transaction(async () => {
      const before = await this.templates.remove(guildId, kind, templateId);
      if (before !== null) await this.record(action, 'template.delete', before, null);
      return before;
    });
    if (removed === null) throw gone();
    await this.templates.forget(guildId);
    return { ...(await this.page(action, ids)), removed: removed.name };
  }

  /**
   * What one that is made from a template says.
   *
   * @param idOrName as it was chosen or typed
   * @throws TemplateRefusedError there is no such template
   */
  async content<Content>(guildId: string, kind: TemplateKind, idOrName: string): Promise<Content> {
    const template = await this.templates.find(guildId, kind, idOrName);
    if (template === null) throw gone();
    return template.content as Content;
  }

  private owner({ owner: name }: OwnerIds): TemplateOwner {
    const owner = this.owners.get(name);
    if (owner === undefined)
      throw new TemplateRefusedError('Unknown owner', (texts) => texts.errors.outOfDate);
    return owner;
  }

  private async insert(action: MemberAction, template: Omit<Template, 'place'>): Promise<void> {
    const write = (place: number): Promise<void> =>
      this.database.transaction(async () => {
        const row = { ...template, place };
        await this.templates.insert(row);
        await this.record(action, 'template.save', null, row);
      });
    try {
      const inserted = await this.templates.inPlace(template.guildId, template.kind, write);
      if (inserted !== FULL) return;
    } catch (error) {
      if (!isDuplicateKey(error, ONE_OF_A_NAME)) throw error;
      throw new TemplateRefusedError('Name taken', (texts) => texts.templates.refused.nameTaken);
    }
    throw new TemplateRefusedError('Too many', (texts) =>
      texts.templates.refused.tooMany(TEMPLATE_LIMITS.perServer),
    );
  }

  private record(
    { discordId, guildId }: MemberAction,
    action: string,
    before: Template | null,
    after: Template | null,
  ): Promise<void> {
    const actor = { kind: 'admin' as const, id: discordId };
    return this.audit.record({ action, actor, collection: templates, guildId, before, after });
  }
}

/** @throws TemplateRefusedError */
function readName(typed: string): string {
  const name = cleanLine(typed);
  const length = lengthOf(name);
  if (length >= 1 && length <= TEMPLATE_LIMITS.name) return name;
  throw new TemplateRefusedError('Bad length', (texts) => texts.templates.refused.name(TEMPLATE_LIMITS.name));
}

const gone = (): TemplateRefusedError =>
  new TemplateRefusedError('No such template', (texts) => texts.templates.refused.gone);
