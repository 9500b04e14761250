import type { MemberAction } from '../../infra/discord/index.js';
import type { RolePermission } from '../servers/index.js';
import type { TemplateKind } from './schemas/template.schema.js';

/** A kind of document that is made from templates, such as tasks: the module that owns it makes drafts of them. */
export abstract class TemplateOwner {
  /** In custom ids, too. */
  abstract readonly name: TemplateKind;
  /** Who may save and delete them; asked by the guard of the handlers. */
  abstract readonly permission: RolePermission;

  /** What a template keeps of one. Throws what the owner throws where it is not there, in this server. */
  abstract contentOf(action: MemberAction, ownerId: string): Promise<object>;

  /** The custom id of the button to where managers came from. */
  abstract editorId(ownerId: string): string;
}
