import type { User } from 'discord.js';
import { StringOption, UserOption } from 'necord';
import { localizedOption } from '../../../../locales/index.js';

/** necord gives `null` for an option that was left out. */
export class AuditCommunityOptions {
  @UserOption(localizedOption('communityAudit', 'who'))
  who!: Pick<User, 'id'> | null;

  @StringOption({ ...localizedOption('communityAudit', 'what'), autocomplete: true })
  what!: string | null;
}
