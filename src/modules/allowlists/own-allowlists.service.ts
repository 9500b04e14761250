import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../infra/audit/index.js';
import { comparable, type MemberAction } from '../../infra/discord/index.js';
import { noteOfInteraction } from '../../infra/observability/index.js';
import { Clock, DAY_MS } from '../../kernel/clock.js';
import { isNoneOfOurs, isObjectIdText } from '../../kernel/object-id.js';
import { cleanLine } from '../../kernel/text.js';
import { AllowlistNotFoundError } from './allowlists.errors.js';
import { AllowlistsRepository } from './allowlists.repository.js';
import {
  allowlistConnections,
  type DiscordAllowlistConnection,
} from './schemas/allowlist-connection.schema.js';

/** Rows stay that long after they were settled. */
const KEPT_AT_LEAST_MS = 180 * DAY_MS;

/** What is named by its id, in the server where it is named. */
@Injectable()
export class OwnAllowlists {
  constructor(
    private readonly allowlists: AllowlistsRepository,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /**
   * By a manager. An id of another server finds nothing, and is audited: no view of this one has it.
   *
   * @throws AllowlistNotFoundError no such allowlist in this server
   */
  async find(
    { guildId, discordId }: Pick<MemberAction, 'guildId' | 'discordId'>,
    connectionId: string,
  ): Promise<DiscordAllowlistConnection> {
    const allowlist = await this.allowlists.find(guildId, connectionId);
    if (allowlist !== null) return allowlist;
    if (isObjectIdText(connectionId) && (await this.allowlists.findById(connectionId)) !== null) {
      noteOfInteraction({ suspiciousActivity: true });
      const target = { kind: allowlistConnections.name, id: connectionId };
      const actor = { kind: 'admin', id: discordId } as const;
      await this.audit.note({ action: 'allowlist.foreign', actor, guildId, target });
    }
    throw new AllowlistNotFoundError();
  }

  /**
   * By its id, or by words where only one has them: suggestions need not be chosen.
   *
   * @throws AllowlistNotFoundError no such allowlist in this server, or more than one
   */
  async named(
    action: Pick<MemberAction, 'guildId' | 'discordId'>,
    typed: string,
  ): Promise<DiscordAllowlistConnection> {
    const words = cleanLine(typed);
    if (words === '' || isObjectIdText(words)) return this.find(action, words);
    const found = await this.allowlists.search(action.guildId, words);
    const titled = found.filter(({ allowlistData }) => comparable(allowlistData.title) === comparable(words));
    const [only, another] = titled.length > 0 ? titled : found;
    if (only !== undefined && another === undefined) return only;
    throw new AllowlistNotFoundError((texts) => texts.errors.allowlistUnclear);
  }

  /** What a member is told, whose card may be old; noted where it would still be there if it had been of this server. */
  notFound(connectionId: string): AllowlistNotFoundError {
    if (isNoneOfOurs(connectionId, KEPT_AT_LEAST_MS, this.clock.now()))
      noteOfInteraction({ suspiciousActivity: true });
    return new AllowlistNotFoundError();
  }
}
