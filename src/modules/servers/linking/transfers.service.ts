import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../../infra/audit/index.js';
import { Database, isDuplicateKey } from '../../../infra/database/index.js';
import type { MemberAction } from '../../../infra/discord/index.js';
import { OneTimeTokensRepository } from '../../../infra/one-time-tokens/index.js';
import { Clock, DAY_MS } from '../../../kernel/clock.js';
import { CommunityPlatform } from '../../communities/index.js';
import { LinkChanges } from './link-changes.js';
import { TransferCodeError } from './linking.errors.js';
import { type Linked, LinkingService } from './linking.service.js';
import { LinksRepository } from './links.repository.js';

const KIND = 'transfer-code';
const LIFETIME_MS = DAY_MS;

export interface TransferCode {
  readonly name: string;
  readonly code: string;
  readonly expiresAt: Date;
}

/** Moves a community to another server, by a code that its managers give to those of the other one. */
@Injectable()
export class TransfersService {
  constructor(
    private readonly linking: LinkingService,
    private readonly links: LinksRepository,
    private readonly changes: LinkChanges,
    private readonly tokens: OneTimeTokensRepository,
    private readonly platform: CommunityPlatform,
    private readonly database: Database,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /** A code that works once within a day; it can't be read again. @throws NotLinkedError */
  async issue({ guildId, discordId }: MemberAction): Promise<TransferCode> {
    const { communityId, name } = await this.linking.current(guildId);
    const expiresAt = new Date(this.clock.now().getTime() + LIFETIME_MS);
    const code = await this.database.transaction(async () => {
      const issued = await this.tokens.issue({
        kind: KIND,
        discordId,
        guildId,
        data: { communityId },
        lifetimeMs: LIFETIME_MS,
      });
      await this.audit.note({
        action: 'community.transfer-code',
        actor: { kind: 'admin', id: discordId },
        target: { kind: 'communities', id: communityId },
        guildId,
      });
      return issued;
    });
    return { name, code, expiresAt };
  }

  /**
   * Links the server to the community of the code and ends its old link, all or nothing. Points belong to
   * the community and so come along.
   *
   * @throws AlreadyLinkedError
   * @throws TransferCodeError
   */
  async takeOver(action: MemberAction, code: string): Promise<Linked> {
    await this.linking.assertNotLinked(action.guildId);
    const guildInfo = await this.linking.guildInfo(action);
    const moved = await this.move(action, code.trim(), guildInfo);
    await this.changes.forget(moved.from, action.guildId);
    const community = await this.platform.findCommunity(moved.communityId);
    return { kind: 'taken-over', name: community?.name ?? guildInfo.name };
  }

  private async move(
    { guildId, discordId }: MemberAction,
    code: string,
    guildInfo: Awaited<ReturnType<LinkingService['guildInfo']>>,
  ): Promise<{ from: string; communityId: string }> {
    try {
      return await this.database.transaction(async () => {
        const { from, communityId } = await this.redeem(code);
        const actor = { kind: 'admin', id: discordId } as const;
        await this.changes.end(from, communityId, 'community.hand-over', actor);
        const mapping = { guildId, communityId, linkedBy: discordId, guildInfo };
        await this.changes.begin(mapping, 'community.take-over');
        return { from, communityId };
      });
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
      await this.linking.assertNotLinked(guildId);
      throw new TransferCodeError('The community is linked elsewhere by now');
    }
  }

  /** What the code moves, if it is still where the code was made. */
  private async redeem(code: string): Promise<{ from: string; communityId: string }> {
    const use = await this.tokens.use(KIND, code);
    if (use.outcome !== 'good') throw new TransferCodeError(`The code is ${use.outcome}`);
    const { guildId: from = '', data } = use.token;
    const communityId = String(data.communityId);
    if ((await this.links.find(from, communityId)) === null)
      throw new TransferCodeError('The server of the code has another community by now');
    return { from, communityId };
  }
}
