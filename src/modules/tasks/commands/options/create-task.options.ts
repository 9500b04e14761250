import { type APIRole, ChannelType, type GuildBasedChannel, type Role } from 'discord.js';
import { ChannelOption, RoleOption, StringOption } from 'necord';
import { localizedChoice, localizedOption } from '../../../../locales/index.js';
import { TASK_TYPES } from '../../schemas/task-post.schema.js';
import { TEMPLATE_LIMITS } from '../../../templates/index.js';

/** necord gives `null` for an option that was left out. */
export class CreateTaskOptions {
  @StringOption({
    ...localizedOption('taskCreate', 'type'),
    choices: TASK_TYPES.map((type) =>
      localizedChoice(type, (texts) => texts.commands.taskCreate.types[type]),
    ),
  })
  type!: string | null;

  @ChannelOption({
    ...localizedOption('taskCreate', 'channel'),
    channel_types: [ChannelType.GuildText, ChannelType.GuildAnnouncement],
  })
  channel!: Pick<GuildBasedChannel, 'id'> | null;

  @RoleOption(localizedOption('taskCreate', 'role'))
  role!: Role | APIRole | null;

  @StringOption({
    ...localizedOption('taskCreate', 'template'),
    autocomplete: true,
    max_length: TEMPLATE_LIMITS.name,
  })
  template!: string | null;
}
