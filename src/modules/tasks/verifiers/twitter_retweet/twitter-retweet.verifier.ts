import { Injectable } from '@nestjs/common';
import { type FormField, type Sent, sentTo } from '../../../../infra/discord/index.js';
import type { Texts } from '../../../../locales/index.js';
import { HandleVerifier } from '../shared/handle.verifier.js';
import { postOf, X } from '../shared/x.js';
import type { Asks, AsksRead } from '../verifier.port.js';

/** Reposted a post on X. */
@Injectable()
export class TwitterRetweetVerifier extends HandleVerifier {
  readonly type = 'twitter_retweet';
  readonly settings: readonly FormField[] = [
    {
      id: 'link',
      label: (texts) => texts.taskTypes.x.postLabel,
      hint: (texts) => texts.taskTypes.x.postHint,
      input: { kind: 'text', maxLength: 200 },
    },
  ];
  protected readonly service = X;

  override readAsks(sent: Sent): AsksRead {
    const link = postOf(sentTo(sent, 'link'));
    return link === null ? { faults: [(texts) => texts.taskTypes.x.noPost] } : { asks: { link } };
  }

  override howTo({ link }: Asks, texts: Texts): string {
    return typeof link === 'string' ? texts.taskTypes.x.repost(link) : texts.taskTypes.notSetUp;
  }
}
