import { Injectable } from '@nestjs/common';
import type { AuditActor } from '../../../infra/audit/index.js';
import { Database } from '../../../infra/database/index.js';
import { literal, type MemberAction } from '../../../infra/discord/index.js';
import { cleanLine } from '../../../kernel/text.js';
import { NotLinkedError } from '../servers.errors.js';
import { ServersRepository } from '../servers.repository.js';
import { LinkChanges } from './link-changes.js';
import { ConfirmationError } from './linking.errors.js';
import { LinkingService } from './linking.service.js';

const GATEWAY: AuditActor = { kind: 'service', id: 'gateway' };

/** Ends links, softly: the row of the server stays for 30 days, and the community's points for ever. */
@Injectable()
export class UnlinkingService {
  constructor(
    private readonly linking: LinkingService,
    private readonly servers: ServersRepository,
    private readonly changes: LinkChanges,
    private readonly database: Database,
  ) {}

  /**
   * @param typed the community's name, as who unlinks it has typed it
   * @returns its name
   * @throws NotLinkedError also when another manager was faster
   * @throws ConfirmationError
   */
  async unlink({ guildId, discordId }: MemberAction, typed: string): Promise<string> {
    const { communityId, name } = await this.linking.current(guildId);
    if (cleanLine(typed) !== name) throw new ConfirmationError(literal(name));
    const actor: AuditActor = { kind: 'admin', id: discordId };
    if (!(await this.end(guildId, communityId, 'community.unlink', actor)))
      throw new NotLinkedError('Unlinked by somebody else just now');
    return name;
  }

  /** The bot is no longer in the server; false when it was not linked. */
  async botRemoved(guildId: string): Promise<boolean> {
    const mapping = await this.servers.findActive(guildId);
    return mapping !== null && this.end(guildId, mapping.communityId, 'community.bot-removed', GATEWAY);
  }

  private async end(
    guildId: string,
    communityId: string,
    action: 'community.unlink' | 'community.bot-removed',
    actor: AuditActor,
  ): Promise<boolean> {
    const isEnded = await this.database.transaction(() =>
      this.changes.end(guildId, communityId, action, actor),
    );
    await this.changes.forget(guildId);
    return isEnded;
  }
}
