import { Injectable } from '@nestjs/common';
import { Types } from 'mongoose';
import { AuditTrail } from '../../../infra/audit/index.js';
import { Database, isDuplicateKey } from '../../../infra/database/index.js';
import type { MemberAction } from '../../../infra/discord/index.js';
import { Clock } from '../../../kernel/clock.js';
import { ServersService } from '../../servers/index.js';
import { AllowlistsRepository } from '../allowlists.repository.js';
import { AllowlistMoves, auditedPart } from '../life/allowlist-moves.service.js';
import {
  allowlistConnections,
  type DiscordAllowlistConnection,
} from '../schemas/allowlist-connection.schema.js';
import { contentOf, newDraft, type NewContent } from './new-draft.js';

/** Drafts: made and copied. Any manager of the server goes on with them. */
@Injectable()
export class AllowlistDraftsService {
  constructor(
    private readonly allowlists: AllowlistsRepository,
    private readonly moves: AllowlistMoves,
    private readonly servers: ServersService,
    private readonly database: Database,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /** Once for an id: made before, it is left as it is. @throws NotLinkedError */
  async create(action: MemberAction, id: string, content: NewContent, channelId: string): Promise<void> {
    const { guildId, communityId, locale } = await this.servers.requireLinked(action.guildId);
    const now = this.clock.now();
    const origin = { guildId, channelId, communityId, locale, createdBy: action.discordId, now };
    const draft = newDraft(id, content, origin);
    try {
      await this.database.transaction(async () => {
        await this.allowlists.insert(draft);
        await this.recordCreation(action, draft);
      });
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
    }
  }

  /**
   * A new draft with all that an allowlist says, whatever became of that.
   *
   * @returns its id
   * @throws NotLinkedError
   * @throws AllowlistNotFoundError
   */
  async duplicate(action: MemberAction, connectionId: string): Promise<string> {
    await this.servers.requireLinked(action.guildId);
    const allowlist = await this.moves.find(action, connectionId);
    const id = new Types.ObjectId().toHexString();
    await this.create(action, id, contentOf(allowlist), allowlist.channelId);
    return id;
  }

  private recordCreation(
    { discordId, guildId }: MemberAction,
    draft: DiscordAllowlistConnection,
  ): Promise<void> {
    const actor = { kind: 'admin', id: discordId } as const;
    const change = { collection: allowlistConnections, guildId, before: null, after: auditedPart(draft) };
    return this.audit.record({ action: 'allowlist.create', actor, ...change });
  }
}
