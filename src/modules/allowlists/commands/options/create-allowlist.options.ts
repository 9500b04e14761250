import { ChannelType, type GuildBasedChannel } from 'discord.js';
import { ChannelOption } from 'necord';
import { localizedOption } from '../../../../locales/index.js';

/** necord gives `null` for an option that was left out. */
export class CreateAllowlistOptions {
  @ChannelOption({
    ...localizedOption('allowlistCreate', 'channel'),
    channel_types: [ChannelType.GuildText, ChannelType.GuildAnnouncement],
  })
  channel!: Pick<GuildBasedChannel, 'id'> | null;
}
