import type { User } from 'discord.js';
import { UserOption } from 'necord';
import { localizedOption } from '../../../../locales/index.js';

export class ProfileOptions {
  @UserOption({ ...localizedOption('accountProfile', 'member'), required: false })
  member?: User;
}
