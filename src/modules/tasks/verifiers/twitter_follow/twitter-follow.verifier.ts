import { Injectable } from '@nestjs/common';
import { type FormField, type Sent, sentTo } from '../../../../infra/discord/index.js';
import type { Texts } from '../../../../locales/index.js';
import { HandleVerifier } from '../shared/handle.verifier.js';
import { accountOf, X } from '../shared/x.js';
import type { Asks, AsksRead } from '../verifier.port.js';

/** Follows an account on X. */
@Injectable()
export class TwitterFollowVerifier extends HandleVerifier {
  readonly type = 'twitter_follow';
  readonly settings: readonly FormField[] = [
    {
      id: 'link',
      label: (texts) => texts.taskTypes.x.accountLabel,
      hint: (texts) => texts.taskTypes.x.accountHint,
      input: { kind: 'text', maxLength: 200 },
    },
  ];
  protected readonly service = X;

  override readAsks(sent: Sent): AsksRead {
    const link = accountOf(sentTo(sent, 'link'));
    return link === null ? { faults: [(texts) => texts.taskTypes.x.noAccount] } : { asks: { link } };
  }

  override howTo({ link }: Asks, texts: Texts): string {
    return typeof link === 'string' ? texts.taskTypes.x.follow(link) : texts.taskTypes.notSetUp;
  }
}
