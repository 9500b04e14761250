import { Injectable } from '@nestjs/common';
import { OneTimeTokensRepository, type TokenUse } from '../../../infra/one-time-tokens/index.js';
import { PublicUrl } from '../../../infra/web/index.js';
import { Clock, MINUTE_MS } from '../../../kernel/clock.js';
import { WalletPageEndedError } from './wallets.errors.js';

export const PAGE_LIFE_MS = 10 * MINUTE_MS;

export interface PageTicket {
  readonly url: string;
  /** What the address of the page must begin with, the slash included. */
  readonly origin: string;
  readonly endsAt: Date;
}

/** For whom a page was opened. */
export interface PageOwner {
  readonly discordId: string;
  readonly username: string;
}

/** Links to the page, each for one member: opened as often as they like, good for one wallet. */
@Injectable()
export class WalletPagesService {
  constructor(
    private readonly tokens: OneTimeTokensRepository,
    private readonly publicUrl: PublicUrl,
    private readonly clock: Clock,
  ) {}

  /** Nothing without `PUBLIC_URL`. */
  async ticket({ discordId, username }: PageOwner): Promise<PageTicket | undefined> {
    if (!this.publicUrl.isSet) return undefined;
    const endsAt = new Date(this.clock.now().getTime() + PAGE_LIFE_MS);
    const token = await this.tokens.issue({
      kind: 'wallet-page',
      discordId,
      data: { username },
      lifetimeMs: PAGE_LIFE_MS,
    });
    return { url: this.publicUrl.to('/wallet', { t: token }), origin: this.publicUrl.to('/'), endsAt };
  }

  /** @throws WalletPageEndedError */
  async owner(token: string | undefined): Promise<PageOwner> {
    return ownerIn(token === undefined ? undefined : await this.tokens.look('wallet-page', token));
  }

  /** A wallet was proven: the link is used up. */
  async end(token: string): Promise<void> {
    await this.tokens.use('wallet-page', token);
  }
}

function ownerIn(use: TokenUse | undefined): PageOwner {
  const discordId = use?.outcome === 'good' ? use.token.discordId : undefined;
  if (use?.outcome !== 'good' || discordId === undefined) throw new WalletPageEndedError();
  return { discordId, username: String(use.token.data.username) };
}
