import { Injectable } from '@nestjs/common';
import { Outbox } from '../../../infra/outbox/index.js';
import type { DiscordAllowlistConnection } from '../schemas/allowlist-connection.schema.js';
import type { Draw, Winner } from '../schemas/draw.schema.js';
import { CLAIM_REMINDER } from './claim-reminder.effect.js';
import { WINNER_NOTICE, WINNER_ROLE } from './winner.effects.js';

/**
 * What a winner is owed beside the place: a message, and the role where there is one. Each once; by their rank, which
 * names nobody any more who was erased.
 */
@Injectable()
export class WinnerDebts {
  constructor(private readonly outbox: Outbox) {}

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

  private async oweMessage(
    kind: string,
    { _id, allowlistId }: Draw,
    { rank, discordId }: Winner,
  ): Promise<void> {
    if (discordId === undefined) return;
    await this.outbox.add(kind, `${kind}/${_id.toHexString()}/${String(rank)}`, { allowlistId, rank });
  }
}
