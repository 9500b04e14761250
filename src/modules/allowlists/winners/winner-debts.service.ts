import { Injectable } from '@nestjs/common';
import { Outbox } from '../../../infra/outbox/index.js';
import { EntryListsRepository } from '../entries/entry-lists.repository.js';
import type { DiscordAllowlistConnection } from '../schemas/allowlist-connection.schema.js';
import type { AllowlistEntry } from '../schemas/allowlist-entry.schema.js';
import type { Draw, Winner } from '../schemas/draw.schema.js';
import { CLAIM_REMINDER } from './claim-reminder.effect.js';
import { WINNER_NEWS } from './winner-news.effect.js';
import { LOST_WIN, WINNER_NOTICE, WINNER_ROLE } from './winner.effects.js';

/**
 * What a winner is owed beside the place: a message, and the role where there is one. Each once; by their rank or
 * line of the list, which names nobody any more who was erased.
 */
@Injectable()
export class WinnerDebts {
  constructor(
    private readonly outbox: Outbox,
    private readonly lists: EntryListsRepository,
  ) {}

  oweNotice(draw: Draw, winner: Winner): Promise<void> {
    return this.oweMessage(WINNER_NOTICE, draw, winner);
  }

  oweReminder(draw: Draw, winner: Winner): Promise<void> {
    return this.oweMessage(CLAIM_REMINDER, draw, winner);
  }

  async oweRole(
    { _id, allowlistId }: Draw,
    { allowlistData }: DiscordAllowlistConnection,
    { rank, discordId }: Winner,
  ): Promise<void> {
    const { winnerRoleId: roleId } = allowlistData;
    if (discordId === undefined || roleId === undefined) return;
    const key = `${WINNER_ROLE}/${_id.toHexString()}/${String(rank)}`;
    await this.outbox.add(WINNER_ROLE, key, { allowlistId, rank, roleId });
  }

  /** That there are winners, once for each draw. */
  oweNews({ _id, allowlistId }: Draw): Promise<void> {
    return this.outbox.add(WINNER_NEWS, `${WINNER_NEWS}/${_id.toHexString()}`, { allowlistId });
  }

  /** Where everyone on the list wins: each entry says so itself, and owes its member the rest. */
  async oweAll({ _id, closedSeq }: DiscordAllowlistConnection, now: Date): Promise<void> {
    if (closedSeq !== undefined) await this.lists.markWon(_id.toHexString(), closedSeq, now);
  }

  /** Of an entry that has won with all others of its list. */
  async oweRoleOf(
    { _id, connectionId, entrant }: AllowlistEntry,
    { allowlistData: { winnerRoleId: roleId } }: DiscordAllowlistConnection,
  ): Promise<void> {
    if (roleId === undefined) return;
    const key = `${WINNER_ROLE}/${_id.toHexString()}`;
    await this.outbox.add(WINNER_ROLE, key, { connectionId, entrant, roleId });
  }

  /** The figures of who held a place until now; inside the transaction that takes it. */
  async oweLoss(
    { _id }: Draw,
    allowlist: DiscordAllowlistConnection,
    { rank, entrant }: Winner,
  ): Promise<void> {
    const key = `${LOST_WIN}/${_id.toHexString()}/${String(rank)}`;
    await this.outbox.add(LOST_WIN, key, { connectionId: allowlist._id.toHexString(), entrant });
  }

  private async oweMessage(
    kind: string,
    { _id, allowlistId }: Draw,
    { rank, discordId }: Winner,
  ): Promise<void> {
    if (discordId === undefined) return;
    await this.outbox.add(kind, `${kind}/${_id.toHexString()}/${String(rank)}`, { allowlistId, rank });
  }
}
