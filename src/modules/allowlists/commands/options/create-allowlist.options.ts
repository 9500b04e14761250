import { ChannelType, type GuildBasedChannel } from 'discord.js';
import { ChannelOption, StringOption } from 'necord';
import { localizedOption } from '../../../../locales/index.js';
import { TEMPLATE_LIMITS } from '../../../templates/index.js';

/** necord gives `null` for an option that was left out. */
export class CreateAllowlistOptions {
  @ChannelOption({
    ...localizedOption('allowlistCreate', 'channel'),
    channel_types: [ChannelType.GuildText, ChannelType.GuildAnnouncement],
  })
  channel!: Pick<GuildBasedChannel, 'id'> | null;

  @StringOption({
    ...localizedOption('allowlistCreate', 'template'),
    autocomplete: true,
    max_length: TEMPLATE_LIMITS.name,
  })
  template!: string | null;
}
