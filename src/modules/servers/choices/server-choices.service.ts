import { Injectable } from '@nestjs/common';
import { DiscordApi, type Fault } from '../../../infra/discord/index.js';
import { PermissionsService } from '../permissions.service.js';
import { whyNotGivable } from './givable-role.rules.js';

/** Whether what managers choose for the bot to do in their server can be done: asked of Discord at that moment. */
@Injectable()
export class ServerChoices {
  constructor(
    private readonly discord: DiscordApi,
    private readonly permissions: PermissionsService,
  ) {}

  /** Why members can't be given a role; `undefined` where they can. */
  async whyNotGiven(guildId: string, roleId: string): Promise<Fault | undefined> {
    const why = whyNotGivable(await this.discord.guildState(guildId), roleId);
    if (why !== undefined) return why;
    const powers = await this.permissions.ofRoles(guildId, [roleId]);
    return powers.size > 0 ? (texts) => texts.taskEditor.refused.powerfulRole : undefined;
  }

  /** Whether a role is one of this server, and not that which Discord gives everybody by the id of the server. */
  async hasRole(guildId: string, roleId: string): Promise<boolean> {
    const { roles } = await this.discord.guildState(guildId);
    return roleId !== guildId && roles.some(({ id }) => id === roleId);
  }

  /** Why nothing is posted in a channel: it is no text or announcement channel of this server. */
  async whyNotPosted(guildId: string, channelId: string): Promise<Fault | undefined> {
    const { channels } = await this.discord.guildState(guildId);
    const isOne = channels.some(({ id, type }) => id === channelId && (type === 0 || type === 5));
    return isOne ? undefined : (texts) => texts.taskEditor.refused.channel;
  }
}
