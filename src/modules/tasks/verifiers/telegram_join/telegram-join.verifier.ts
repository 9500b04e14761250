import { Injectable } from '@nestjs/common';
import { type FormField, type Sent, sentTo } from '../../../../infra/discord/index.js';
import type { Texts } from '../../../../locales/index.js';
import { HandleVerifier, pathOf, readHandle, type Service } from '../shared/handle.verifier.js';
import type { Asks, AsksRead } from '../verifier.port.js';

const TELEGRAM: Service = {
  name: 'Telegram',
  hosts: ['t.me', 'telegram.me'],
  handle: /^[A-Za-z][A-Za-z0-9_]{4,31}$/,
};

/** Is in a public channel or group of Telegram. */
@Injectable()
export class TelegramJoinVerifier extends HandleVerifier {
  readonly type = 'telegram_join';
  readonly settings: readonly FormField[] = [
    {
      id: 'link',
      label: (texts) => texts.taskTypes.telegram.label,
      hint: (texts) => texts.taskTypes.telegram.hint,
      input: { kind: 'text', maxLength: 200 },
    },
  ];
  protected readonly service = TELEGRAM;

  override readAsks(sent: Sent): AsksRead {
    const typed = sentTo(sent, 'link');
    // `t.me/s/name` is the same channel in a browser.
    const [s, name] = pathOf(typed.trim(), TELEGRAM.hosts) ?? [];
    const channel = readHandle(s === 's' && name !== undefined ? name : typed, TELEGRAM);
    if (channel === null) return { faults: [(texts) => texts.taskTypes.telegram.noChannel] };
    return { asks: { link: `https://t.me/${channel}` } };
  }

  override howTo({ link }: Asks, texts: Texts): string {
    return typeof link === 'string' ? texts.taskTypes.telegram.how(link) : texts.taskTypes.notSetUp;
  }
}
