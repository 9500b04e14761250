import { Injectable } from '@nestjs/common';
import { type MemberAction, NOTHING_SENT, type Sent } from '../../../infra/discord/index.js';
import { DueRunner } from '../../../infra/jobs/index.js';
import { Clock } from '../../../kernel/clock.js';
import { AllowlistsRepository } from '../allowlists.repository.js';
import { DRAW } from '../draws/draw.effect.js';
import { DrawsRepository } from '../draws/draws.repository.js';
import type { DiscordAllowlistConnection } from '../schemas/allowlist-connection.schema.js';
import type { Draw, Winner } from '../schemas/draw.schema.js';
import { OwnAllowlists } from '../own-allowlists.service.js';
import { isClaimable } from './claim-window.rules.js';
import { ClaimRefusedError } from './claims.errors.js';
import { ClaimWallets, type WalletStep } from './claim-wallets.service.js';
import { WinnerDebts } from './winner-debts.service.js';

export interface Claimed {
  readonly allowlist: DiscordAllowlistConnection;
  readonly rank: number;
  /** Where the prize goes, where a wallet is asked for. */
  readonly wallet?: string;
}

export interface ClaimStep {
  readonly allowlist: DiscordAllowlistConnection;
  /** What comes before the claim; `null` where the press is enough. */
  readonly step: WalletStep | null;
}

/** What becomes of places that were won. */
@Injectable()
export class ClaimsService {
  constructor(
    private readonly allowlists: AllowlistsRepository,
    private readonly own: OwnAllowlists,
    private readonly draws: DrawsRepository,
    private readonly debts: WinnerDebts,
    private readonly wallets: ClaimWallets,
    private readonly effects: DueRunner,
    private readonly clock: Clock,
  ) {}

  /**
   * What the winner gives before claiming. Nobody is asked for what could not be taken.
   *
   * @throws AllowlistNotFoundError
   * @throws ClaimRefusedError not a winner
   */
  async stepFor(action: MemberAction, connectionId: string): Promise<ClaimStep> {
    const { allowlist, held } = await this.findToClaim(action, connectionId);
    const isOpen = isClaimable(held, this.clock.now());
    return { allowlist, step: isOpen ? await this.wallets.missing(allowlist, action.discordId) : null };
  }

  /**
   * The winner takes the prize; again it says the same.
   *
   * @param sent the wallet, where one is missing
   * @throws AllowlistNotFoundError no such allowlist in this server
   * @throws ClaimRefusedError not a winner, too late, or nothing is to be claimed
   * @throws EntryFormError
   * @throws WalletAddressError
   * @throws WalletTakenError
   */
  async claim(action: MemberAction, connectionId: string, sent: Sent = NOTHING_SENT): Promise<Claimed> {
    const { guildId, discordId } = action;
    const { allowlist, draw, held } = await this.findToClaim(action, connectionId);
    const wallet = isClaimable(held, this.clock.now())
      ? await this.wallets.settle(allowlist, discordId, sent)
      : undefined;
    const claimed = await this.draws.claim(draw._id, discordId, this.clock.now(), wallet);
    const winner = (claimed ?? (await this.draws.find(guildId, allowlist.allowlistId)))?.winners.find(
      (one) => one.rank === held.rank && one.discordId === discordId,
    );
    if (winner?.claim !== 'claimed') throw refused(winner?.claimBy);
    await this.debts.oweRole(draw, allowlist, winner);
    this.effects.nudge(DRAW);
    return {
      allowlist,
      rank: winner.rank,
      ...(winner.wallet !== undefined && { wallet: winner.wallet }),
    };
  }

  /**
   * The winner lets the place go, also one that was claimed: the next rank moves up.
   *
   * @throws AllowlistNotFoundError
   * @throws ClaimRefusedError
   */
  async decline(action: MemberAction, connectionId: string): Promise<Claimed> {
    const { allowlist, draw, held } = await this.findToClaim(action, connectionId);
    const { rank } = held;
    const declined = await this.draws.decline(draw._id, action.discordId, this.clock.now());
    if (declined === null) throw refused(undefined);
    this.effects.nudge(DRAW);
    return { allowlist, rank };
  }

  /** Asked before a place is let go. @throws the same as `decline` */
  async mayDecline(action: MemberAction, connectionId: string): Promise<DiscordAllowlistConnection> {
    const { allowlist, held } = await this.findToClaim(action, connectionId);
    if (held.claim !== 'open' && held.claim !== 'claimed') throw refused(undefined);
    return allowlist;
  }

  private async find(
    guildId: string,
    connectionId: string,
  ): Promise<{ allowlist: DiscordAllowlistConnection; draw: Draw }> {
    const allowlist = await this.allowlists.find(guildId, connectionId);
    if (allowlist === null) throw this.own.notFound(connectionId);
    const draw = await this.draws.find(guildId, allowlist.allowlistId);
    if (draw?.state !== 'drawn' && draw?.state !== 'announced') throw notAWinner();
    return { allowlist, draw };
  }

  private async findToClaim(
    { guildId, discordId }: MemberAction,
    connectionId: string,
  ): Promise<{ allowlist: DiscordAllowlistConnection; draw: Draw; held: Winner }> {
    const { allowlist, draw } = await this.find(guildId, connectionId);
    const held = winnerOf(draw, discordId);
    if (allowlist.allowlistData.claimHours === undefined) throw refused(undefined);
    return { allowlist, draw, held };
  }
}

function winnerOf({ winners }: Draw, discordId: string): Winner {
  const winner = winners.find((one) => one.discordId === discordId);
  if (winner === undefined) throw notAWinner();
  return winner;
}

const notAWinner = (): ClaimRefusedError =>
  new ClaimRefusedError('Not a winner', (texts) => texts.draws.claims.notAWinner);
const refused = (claimBy: Date | undefined): ClaimRefusedError =>
  new ClaimRefusedError('Not to be claimed', (texts) =>
    claimBy === undefined ? texts.draws.claims.nothing : texts.draws.claims.tooLate,
  );
