import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import type { Interaction } from 'discord.js';
import { isSnowflake } from '../../../kernel/snowflake.js';
import { ServerOnlyError } from './access-errors.js';

/** Discord hides server commands in direct messages; a forged or old payload may come all the same. */
@Injectable()
export class GuildOnlyGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    const [interaction] = context.getArgByIndex<[Interaction]>(0);
    if (isSnowflake(interaction.guildId) && isSnowflake(interaction.channelId) && interaction.member !== null)
      return true;
    throw new ServerOnlyError('The interaction has no guild, channel or member');
  }
}
