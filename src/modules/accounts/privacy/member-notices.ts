import { Injectable, Logger } from '@nestjs/common';
import { DiscordApi, DiscordRefusedError, type View } from '../../../infra/discord/index.js';
import { AccountsRepository } from '../accounts.repository.js';

/** What became of a message: `unwanted` and `refused` need no second try. */
export type NoticeOutcome = 'sent' | 'unwanted' | 'refused';

/** The one way in which the bot writes to a member of its own accord. */
@Injectable()
export class MemberNotices {
  private readonly logger = new Logger(MemberNotices.name);

  constructor(
    private readonly accounts: AccountsRepository,
    private readonly discord: DiscordApi,
  ) {}

  /**
   * Tells a member something by direct message, unless they have switched that off. What they asked for
   * themselves is answered where they asked, not here.
   *
   * @param nonce at most 25 characters, from the key of the notice: a repetition is not told twice
   * @throws DiscordUnavailableError try again later
   */
  async tell(discordId: string, view: View, nonce: string): Promise<NoticeOutcome> {
    if (await this.accounts.isQuiet(discordId)) return 'unwanted';
    try {
      await this.discord.directMessage(discordId, view, nonce);
      return 'sent';
    } catch (error) {
      if (!(error instanceof DiscordRefusedError)) throw error;
      this.logger.log({ msg: 'The member takes no direct messages', discordCode: error.discordCode });
      return 'refused';
    }
  }
}
