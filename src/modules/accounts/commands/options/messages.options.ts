import { StringOption } from 'necord';
import { localizedChoice, localizedOption } from '../../../../locales/index.js';

export const SWITCH = ['on', 'off'] as const;

export class MessagesOptions {
  @StringOption({
    ...localizedOption('accountPrivacyMessages', 'messages'),
    required: true,
    choices: SWITCH.map((value) =>
      localizedChoice(value, (texts) => texts.commands.accountPrivacyMessages.messages[value]),
    ),
  })
  messages!: (typeof SWITCH)[number];
}
