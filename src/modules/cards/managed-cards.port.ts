import type { MemberAction, View } from '../../infra/discord/index.js';
import type { Texts } from '../../locales/index.js';
import type { RolePermission } from '../servers/index.js';

/** What a card belongs to, before who manages it. */
export type ManagedPanel = (now: Date, texts: Texts) => View;

/** What *Manage this post* opens on the cards of one kind. */
export abstract class ManagedCards {
  /** One of these is needed. */
  abstract readonly needs: readonly [RolePermission, ...RolePermission[]];

  /** `null`: the message is no card of this kind in this server. */
  abstract open(action: MemberAction, messageId: string, isManager: boolean): Promise<ManagedPanel | null>;
}
