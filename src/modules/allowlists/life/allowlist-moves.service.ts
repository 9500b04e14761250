import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../../infra/audit/index.js';
import { Database } from '../../../infra/database/index.js';
import type { MemberAction } from '../../../infra/discord/index.js';
import { DueRunner } from '../../../infra/jobs/index.js';
import { Clock } from '../../../kernel/clock.js';
import { AllowlistLifeError, AllowlistNotFoundError } from '../allowlists.errors.js';
import { AllowlistsRepository } from '../allowlists.repository.js';
import { ALLOWLIST_CARD } from '../cards/allowlist-card.effect.js';
import { OwnAllowlists } from '../own-allowlists.service.js';
import { Refunds } from '../entries/refunds.service.js';
import {
  allowlistConnections,
  type DiscordAllowlistConnection,
} from '../schemas/allowlist-connection.schema.js';
import { ALLOWLIST_LIFE } from './allowlist-clock.service.js';
import type { MoveRule } from './allowlist-life.rules.js';
import { AllowlistLivesRepository, type Posting } from './allowlist-lives.repository.js';
import type { Timing } from './life.pipelines.js';

export interface Step extends MoveRule {
  readonly timing?: Timing | undefined;
}

/** A manager's changes to the life of an allowlist: each in one transaction with its entry in the audit. */
@Injectable()
export class AllowlistMoves {
  constructor(
    private readonly allowlists: AllowlistsRepository,
    private readonly own: OwnAllowlists,
    private readonly lives: AllowlistLivesRepository,
    private readonly refunds: Refunds,
    private readonly database: Database,
    private readonly audit: AuditTrail,
    private readonly effects: DueRunner,
    private readonly clock: Clock,
  ) {}

  /** @throws AllowlistNotFoundError no such allowlist in this server */
  find(
    action: Pick<MemberAction, 'guildId' | 'discordId'>,
    connectionId: string,
  ): Promise<DiscordAllowlistConnection> {
    return this.own.find(action, connectionId);
  }

  /** @throws AllowlistLifeError it is not in one of `from` any more; it says how it stands */
  move(
    action: MemberAction,
    before: DiscordAllowlistConnection,
    { audited, from, to, timing = {} }: Step,
  ): Promise<DiscordAllowlistConnection> {
    const connectionId = before._id.toHexString();
    return this.change(action, before, audited, async () => {
      const moved = await this.lives.transition(connectionId, { from, to, now: this.clock.now(), timing });
      if (moved !== null && to === 'cancelled') await this.refunds.order(connectionId);
      return moved;
    });
  }

  /** @throws AllowlistLifeError it is no draft any more, or was changed meanwhile */
  post(
    action: MemberAction,
    draft: DiscordAllowlistConnection,
    posting: Posting,
  ): Promise<DiscordAllowlistConnection> {
    return this.change(action, draft, 'allowlist.publish', () => this.lives.post(draft, posting));
  }

  /** @throws AllowlistLifeError it was changed meanwhile */
  retime(
    action: MemberAction,
    before: DiscordAllowlistConnection,
    timing: Timing,
  ): Promise<DiscordAllowlistConnection> {
    return this.change(action, before, 'allowlist.time', () =>
      this.lives.retime(before, this.clock.now(), timing),
    );
  }

  /** @throws AllowlistLifeError it is no draft any more */
  async deleteDraft({ guildId, discordId }: MemberAction, draft: DiscordAllowlistConnection): Promise<void> {
    const connectionId = draft._id.toHexString();
    const isDeleted = await this.database.transaction(async () => {
      const before = await this.lives.deleteDraft(guildId, connectionId);
      const actor = { kind: 'admin', id: discordId } as const;
      const entry = { action: 'allowlist.delete', actor, collection: allowlistConnections, guildId };
      if (before !== null) await this.audit.record({ ...entry, before: auditedPart(before), after: null });
      return before !== null;
    });
    if (!isDeleted) throw await this.refusal(guildId, connectionId);
    await this.allowlists.forgetTitles(guildId);
  }

  private async change(
    { discordId, guildId }: MemberAction,
    before: DiscordAllowlistConnection,
    action: string,
    write: () => Promise<DiscordAllowlistConnection | null>,
  ): Promise<DiscordAllowlistConnection> {
    const actor = { kind: 'admin', id: discordId } as const;
    const after = await this.database.transaction(async () => {
      const changed = await write();
      if (changed === null) return null;
      const both = { before: auditedPart(before), after: auditedPart(changed) };
      await this.audit.record({ action, actor, collection: allowlistConnections, guildId, ...both });
      return changed;
    });
    if (after === null) throw await this.refusal(guildId, before._id.toHexString());
    this.effects.nudge(ALLOWLIST_CARD);
    this.effects.nudge(ALLOWLIST_LIFE);
    await this.allowlists.forgetTitles(guildId);
    return after;
  }

  /** Somebody was faster: how it stands now. */
  private async refusal(guildId: string, connectionId: string): Promise<Error> {
    const allowlist = await this.allowlists.find(guildId, connectionId);
    if (allowlist === null) return new AllowlistNotFoundError();
    const { status } = allowlist.allowlistData;
    return new AllowlistLifeError(
      `The allowlist is ${status}`,
      (texts) => texts.allowlistLife.refused[status],
    );
  }
}

/** The audit is of what managers change: figures, cards and seeds have their own writers. */
export const auditedPart = ({ _id, channelId, allowlistData, winnerData }: DiscordAllowlistConnection) => ({
  _id,
  channelId,
  allowlistData,
  ...(winnerData.drawMethod !== undefined && { winnerData: { drawMethod: winnerData.drawMethod } }),
});
