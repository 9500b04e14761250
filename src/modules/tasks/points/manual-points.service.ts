import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../../infra/audit/index.js';
import type { MemberAction } from '../../../infra/discord/index.js';
import { Outbox } from '../../../infra/outbox/index.js';
import { Clock } from '../../../kernel/clock.js';
import { AccountsService } from '../../accounts/index.js';
import { type LedgerRow, NotEnoughPointsError, pointsLedger, PointsService } from '../../points/index.js';
import { ServersService } from '../../servers/index.js';
import { readAmount, readReasonByHand, withoutNames } from './manual-points.rules.js';
import { ManualPointsError, OwnCreditError } from './points.errors.js';
import { POINTS_NOTICE } from './points-notice.effect.js';

export type Direction = 'credit' | 'debit';

const ACTIONS = { credit: 'points.credit', debit: 'points.debit' } as const;

/** As the payload has it. */
export interface ManualMove {
  readonly direction: Direction;
  readonly member: { readonly discordId: string; readonly isBot: boolean } | null;
  readonly amount: unknown;
  readonly reason: string;
}

export interface MovedPoints {
  readonly direction: Direction;
  readonly memberId: string;
  readonly amount: number;
  readonly reason: string;
  /** What the member has now. */
  readonly balance: number;
  /** False when the same press had moved them before. */
  readonly isNew: boolean;
}

/** `/task points`: what managers give and take by hand, by the one way in which points move. */
@Injectable()
export class ManualPointsService {
  constructor(
    private readonly points: PointsService,
    private readonly servers: ServersService,
    private readonly accounts: AccountsService,
    private readonly audit: AuditTrail,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  /**
   * Ledger row, balance, audit entry and what the member is owed of it, in one transaction; the interaction's
   * id is the cause, so the same press moves them once.
   *
   * @throws NotLinkedError
   * @throws ManualPointsError an amount, a reason or a member that can't be, or more than the member has
   * @throws OwnCreditError
   */
  async move(action: MemberAction, { direction, member, ...given }: ManualMove): Promise<MovedPoints> {
    const { communityId } = await this.servers.requireLinked(action.guildId);
    const amount = readAmount(given.amount);
    const reason = readReasonByHand(given.reason);
    if (member === null || member.isBot)
      throw new ManualPointsError('A bot', (texts) => texts.byHand.refused.bot);
    if (direction === 'credit' && member.discordId === action.discordId)
      throw new OwnCreditError('A manager credits themselves');
    const row = {
      sourceId: action.interactionId,
      communityId,
      discordId: member.discordId,
      amount: direction === 'credit' ? amount : -amount,
      at: this.clock.now(),
      reason,
    };
    const isNew = await this.settle(action, direction, row);
    const balance = await this.points.balanceOf(communityId, member.discordId);
    return { direction, memberId: member.discordId, amount, reason, balance, isNew };
  }

  private async settle(
    action: MemberAction,
    direction: Direction,
    row: Omit<LedgerRow, 'source'> & { readonly reason: string },
  ): Promise<boolean> {
    const { guildId, discordId: id, interactionId } = action;
    if (direction === 'credit') await this.accounts.ensure(row.discordId);
    try {
      return await this.points.settleByHand(row, async (after) => {
        await this.audit.record({
          action: ACTIONS[direction],
          actor: { kind: 'admin', id },
          collection: pointsLedger,
          guildId,
          before: null,
          after,
          reason: withoutNames(row.reason),
        });
        await this.outbox.add(POINTS_NOTICE, `points/${interactionId}`, { interactionId, guildId });
      });
    } catch (error) {
      if (!(error instanceof NotEnoughPointsError)) throw error;
      const has = await this.points.balanceOf(row.communityId, row.discordId);
      throw new ManualPointsError('More than there is', (texts) =>
        texts.byHand.refused.balance(-row.amount, has),
      );
    }
  }
}
