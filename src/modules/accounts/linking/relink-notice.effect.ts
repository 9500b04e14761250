import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { OutboxEffect, type OutboxPayload } from '../../../infra/outbox/index.js';
import { textsOf } from '../../../locales/index.js';
import { AccountsRepository } from '../accounts.repository.js';
import { MemberNotices } from '../privacy/member-notices.js';
import { relinkView } from '../views/link.view.js';
import { OauthTokensRepository } from './oauth-tokens.repository.js';

export const RELINK_NOTICE = 'relink-notice';

/** Asks the member once to link again; `/account link` says the same whenever they look. */
@Injectable()
export class RelinkNoticeEffect extends OutboxEffect {
  readonly kind = RELINK_NOTICE;

  constructor(
    private readonly tokens: OauthTokensRepository,
    private readonly accounts: AccountsRepository,
    private readonly notices: MemberNotices,
  ) {
    super();
  }

  override async run({ account }: OutboxPayload, key: string): Promise<void> {
    const link = await this.accounts.memberOf(String(account));
    if (link === null) return;
    // Linked again, or unlinked, since.
    if ((await this.tokens.stateOf(link.discordId))?.failure === undefined) return;
    const nonce = createHash('sha256').update(key).digest('base64url').slice(0, 25);
    await this.notices.tell(link.discordId, relinkView(textsOf(link.locale)), nonce);
  }
}
