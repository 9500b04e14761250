import type { User } from 'discord.js';
import { StringOption, UserOption } from 'necord';
import { enUS } from '../../../../locales/en-US/index.js';
import { localizedChoice, localizedOption, type Texts } from '../../../../locales/index.js';

type KnownAction = keyof Texts['auditLog']['actions'];
const KNOWN_ACTIONS = Object.keys(enUS.auditLog.actions) as KnownAction[];

/** necord gives `null` for an option that was left out. */
export class AuditCommunityOptions {
  @UserOption(localizedOption('communityAudit', 'who'))
  who!: Pick<User, 'id'> | null;

  @StringOption({
    ...localizedOption('communityAudit', 'what'),
    choices: KNOWN_ACTIONS.map((action) => localizedChoice(action, (texts) => texts.auditLog.names[action])),
  })
  what!: string | null;
}
