import { Injectable, Logger } from '@nestjs/common';
import { EncryptionService, TamperedCiphertextError, UnknownKeyError } from '../../../infra/crypto/index.js';
import { DiscordApi, DiscordRefusedError } from '../../../infra/discord/index.js';
import { OneTimeTokensRepository } from '../../../infra/one-time-tokens/index.js';
import { OutboxEffect, type OutboxPayload } from '../../../infra/outbox/index.js';
import { Clock, MINUTE_MS } from '../../../kernel/clock.js';
import { textsOf } from '../../../locales/index.js';
import { linkedView } from '../views/link.view.js';
import { replyPlace } from './linking.service.js';

export const LINK_CONFIRMATION = 'link-confirmation';
/** Discord lets an answer be edited for 15 minutes. */
const EDITABLE_MS = 14 * MINUTE_MS;

/** The private answer that offered the link says that it is done, while it can still be edited. */
@Injectable()
export class LinkConfirmationEffect extends OutboxEffect {
  readonly kind = LINK_CONFIRMATION;
  private readonly logger = new Logger(LinkConfirmationEffect.name);

  constructor(
    private readonly oneTime: OneTimeTokensRepository,
    private readonly encryption: EncryptionService,
    private readonly discord: DiscordApi,
    private readonly clock: Clock,
  ) {
    super();
  }

  override async run({ start }: OutboxPayload): Promise<void> {
    const offer = await this.oneTime.findById(String(start));
    if (offer?.discordId === undefined) return;
    const { applicationId, reply, offeredAt, locale } = offer.data;
    if (this.clock.now().getTime() - Number(offeredAt) > EDITABLE_MS) return;
    const token = this.tokenIn(String(reply), offer.discordId);
    if (token === null) return;
    try {
      await this.discord.editReply(String(applicationId), token, linkedView(textsOf(locale as string)));
    } catch (error) {
      if (!(error instanceof DiscordRefusedError)) throw error;
      this.logger.log({ msg: 'The answer that offered a link is gone', discordCode: error.discordCode });
    }
  }

  /** `null` where the key was taken away within these minutes: the page has said it. */
  private tokenIn(sealed: string, discordId: string): string | null {
    try {
      return this.encryption.decryptText('tokens', sealed, replyPlace(discordId));
    } catch (err) {
      if (!(err instanceof UnknownKeyError) && !(err instanceof TamperedCiphertextError)) throw err;
      this.logger.warn({ msg: 'The answer that offered a link can’t be edited', err });
      return null;
    }
  }
}
