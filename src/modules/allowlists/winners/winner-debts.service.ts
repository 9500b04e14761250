import { Injectable } from '@nestjs/common';
import { Outbox } from '../../../infra/outbox/index.js';
import type { DiscordAllowlistConnection } from '../schemas/allowlist-connection.schema.js';
import type { Draw, Winner } from '../schemas/draw.schema.js';
import { WINNER_NOTICE, WINNER_ROLE } from './winner.effects.js';

/** What a winner is owed beside the place: a message, and the role where there is one. Each once. */
@Injectable()
export class WinnerDebts {
  constructor(private readonly outbox: Outbox) {}

  async oweNotice({ _id, allowlistId }: Draw, { rank, discordId }: Winner): Promise<void> {
    if (discordId === undefined) return;
    const key = `${WINNER_NOTICE}/${_id.toHexString()}/${String(rank)}`;
    await this.outbox.add(WINNER_NOTICE, key, { allowlistId, rank });
  }

  async oweRole(
    { _id }: Draw,
    { guildId, allowlistData }: DiscordAllowlistConnection,
    { rank, discordId }: Winner,
  ): Promise<void> {
    const { winnerRoleId: roleId } = allowlistData;
    if (discordId === undefined || roleId === undefined) return;
    const key = `${WINNER_ROLE}/${_id.toHexString()}/${String(rank)}`;
    await this.outbox.add(WINNER_ROLE, key, { guildId, discordId, roleId });
  }
}
