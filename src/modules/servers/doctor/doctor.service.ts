import { Injectable, Logger } from '@nestjs/common';
import { DiscordApi, type GuildState } from '../../../infra/discord/index.js';
import type { BotConfig } from '../schemas/server-mapping.schema.js';
import {
  canPostCards,
  type CommandFacts,
  type Hint,
  hintsOf,
  type OpenChannel,
  openChannels,
  type Problem,
  problemsOf,
  rolesInNeedOfCommands,
} from './doctor.rules.js';
import { RolesToGive } from './roles-to-give.js';

export interface Diagnosis {
  readonly botId: string;
  readonly problems: readonly Problem[];
  readonly hints: readonly Hint[];
  /** Channels in which the bot can do all that it is to do there. */
  readonly open: readonly OpenChannel[];
  /** Whether roles have permissions of their own. */
  readonly hasRoles: boolean;
  /** Whether there are roles to be given to members. */
  readonly givesRoles: boolean;
}

/** Looks, by REST and at this moment, whether the bot can do in a server what it is set up for. */
@Injectable()
export class DoctorService {
  private readonly logger = new Logger(DoctorService.name);

  constructor(
    private readonly discord: DiscordApi,
    private readonly rolesToGive: RolesToGive,
  ) {}

  /** @throws DiscordRefusedError the bot is not in that server */
  async examine(guildId: string, config: BotConfig): Promise<Diagnosis> {
    const guild = await this.discord.guildState(guildId);
    const isAskedOfCommands = rolesInNeedOfCommands(guild, config).length > 0;
    return this.diagnose(guild, config, isAskedOfCommands ? await this.commandFacts(guildId) : null);
  }

  /** Whether the bot can post cards in a channel now. @throws DiscordRefusedError the bot is not in that server */
  async canPostCards(guildId: string, channelId: string): Promise<boolean> {
    return canPostCards(await this.discord.guildState(guildId), channelId);
  }

  async diagnose(guild: GuildState, config: BotConfig, facts: CommandFacts | null): Promise<Diagnosis> {
    const rolesToGive = await this.rolesToGive.in(guild.id);
    return {
      botId: guild.me.id,
      problems: problemsOf(guild, config, rolesToGive),
      hints: hintsOf(guild, config, facts),
      open: openChannels(guild, config),
      hasRoles: config.allowedRoles.length > 0,
      givesRoles: rolesToGive.length > 0,
    };
  }

  /** Nothing when Discord doesn't say: the rest of the examination is worth as much without it. */
  private async commandFacts(guildId: string): Promise<CommandFacts | null> {
    try {
      const [ids, access] = await Promise.all([
        this.discord.commandIds(),
        this.discord.commandAccess(guildId),
      ]);
      return { ids, access };
    } catch (err) {
      this.logger.warn({ msg: 'Discord did not tell who sees the commands', err });
      return null;
    }
  }
}
