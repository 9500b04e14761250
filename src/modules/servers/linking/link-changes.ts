import { Injectable } from '@nestjs/common';
import { type AuditActor, AuditTrail } from '../../../infra/audit/index.js';
import { Outbox } from '../../../infra/outbox/index.js';
import { Clock } from '../../../kernel/clock.js';
import { serverMappings } from '../schemas/server-mapping.schema.js';
import { ServersRepository } from '../servers.repository.js';
import { LinksRepository, type MappingChange, type NewMapping } from './links.repository.js';

/**
 * The kind of outbox row that a server owes whose link has ended or come back: whoever shows something of
 * the community there shows it anew. Its payload is `{ guildId }`.
 */
export const LINK_CHANGED = 'link-changed';

type Beginning = 'community.link' | 'community.restore' | 'community.take-over';
type End = 'community.unlink' | 'community.hand-over' | 'community.bot-removed';

/** The writes of a link, each with its entry in the trail and what follows from it. For transactions. */
@Injectable()
export class LinkChanges {
  constructor(
    private readonly links: LinksRepository,
    private readonly servers: ServersRepository,
    private readonly audit: AuditTrail,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  /** Fails with a duplicate key where the guild or the community is linked already. */
  async begin(mapping: Omit<NewMapping, 'linkedAt'>, action: Beginning): Promise<void> {
    const change = await this.links.link({ ...mapping, linkedAt: this.clock.now() }, action);
    await this.follow(change, action, { kind: 'admin', id: mapping.linkedBy });
  }

  /** False when the link to this community had ended before. */
  async end(guildId: string, communityId: string, action: End, actor: AuditActor): Promise<boolean> {
    const entry = { action, actorId: actor.id, at: this.clock.now() };
    const change = await this.links.unlink(guildId, communityId, entry);
    if (change !== null) await this.follow(change, action, actor);
    return change !== null;
  }

  /** After the commit: this process reads these servers anew. */
  async forget(...guildIds: readonly string[]): Promise<void> {
    for (const guildId of guildIds) await this.servers.forget(guildId);
  }

  private async follow(
    { before, after }: MappingChange,
    action: Beginning | End,
    actor: AuditActor,
  ): Promise<void> {
    const { guildId } = after;
    await this.audit.record({ action, actor, collection: serverMappings, guildId, before, after });
    // A server that was never linked shows nothing yet; one without the bot can't be reached.
    if (before === null || action === 'community.bot-removed') return;
    const key = `link/${after._id.toHexString()}/${String(this.clock.now().getTime())}`;
    await this.outbox.add(LINK_CHANGED, key, { guildId });
  }
}
