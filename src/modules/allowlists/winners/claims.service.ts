import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../../infra/audit/index.js';
import { Database } from '../../../infra/database/index.js';
import { type MemberAction, NOTHING_SENT, type Sent } from '../../../infra/discord/index.js';
import { DueRunner } from '../../../infra/jobs/index.js';
import { Clock } from '../../../kernel/clock.js';
import { AllowlistNotFoundError } from '../allowlists.errors.js';
import { AllowlistsRepository } from '../allowlists.repository.js';
import { DRAW } from '../draws/draw.effect.js';
import { DrawsRepository } from '../draws/draws.repository.js';
import type { DiscordAllowlistConnection } from '../schemas/allowlist-connection.schema.js';
import { type Draw, draws, type Winner } from '../schemas/draw.schema.js';
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
    private readonly draws: DrawsRepository,
    private readonly debts: WinnerDebts,
    private readonly wallets: ClaimWallets,
    private readonly database: Database,
    private readonly audit: AuditTrail,
    private readonly effects: DueRunner,
    private readonly clock: Clock,
  ) {}

  /**
   * What the winner gives before claiming. Nobody is asked for what could not be taken.
   *
   * @throws AllowlistNotFoundError
   * @throws ClaimRefusedError not a winner
   */
  async stepFor({ guildId, discordId }: MemberAction, connectionId: string): Promise<ClaimStep> {
    const { allowlist, draw } = await this.find(guildId, connectionId);
    const isOpen = isClaimable(winnerOf(draw, discordId), this.clock.now());
    return { allowlist, step: isOpen ? await this.wallets.missing(allowlist, discordId) : null };
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
  async claim(
    { guildId, discordId }: MemberAction,
    connectionId: string,
    sent: Sent = NOTHING_SENT,
  ): Promise<Claimed> {
    const { allowlist, draw } = await this.find(guildId, connectionId);
    const held = winnerOf(draw, discordId);
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
  async decline({ guildId, discordId }: MemberAction, connectionId: string): Promise<Claimed> {
    const { allowlist, draw } = await this.find(guildId, connectionId);
    const { rank } = winnerOf(draw, discordId);
    const declined = await this.draws.decline(draw._id, discordId, this.clock.now());
    if (declined === null) throw refused(undefined);
    this.effects.nudge(DRAW);
    return { allowlist, rank };
  }

  /**
   * A manager takes a place away: by its code for everybody, with a reason for the audit. The next rank of the same
   * ranking moves up, never who held a place before.
   *
   * @throws AllowlistNotFoundError no such allowlist in this server
   * @throws ClaimRefusedError nobody holds that place
   */
  async reroll(
    { guildId, discordId }: MemberAction,
    connectionId: string,
    place: { readonly rank: number; readonly code: 'fraud' | 'other'; readonly reason: string },
  ): Promise<void> {
    const { draw } = await this.find(guildId, connectionId);
    const winner = draw.winners.find(({ rank }) => rank === place.rank);
    if (winner === undefined) throw notHeld();
    const last = draw.disqualified.at(-1)?.at.getTime() ?? 0;
    const at = new Date(Math.max(this.clock.now().getTime(), last));
    const record = { rank: place.rank, entrant: winner.entrant, code: place.code, at };
    await this.database.transaction(async () => {
      if ((await this.draws.disqualify(draw._id, record, ['open', 'claimed'])) === null) throw notHeld();
      await this.audit.note({
        action: 'allowlist.reroll',
        actor: { kind: 'admin', id: discordId },
        target: { kind: draws.name, id: draw._id.toHexString() },
        guildId,
        reason: place.reason,
      });
    });
    this.effects.nudge(DRAW);
  }

  private async find(
    guildId: string,
    connectionId: string,
  ): Promise<{ allowlist: DiscordAllowlistConnection; draw: Draw }> {
    const allowlist = await this.allowlists.find(guildId, connectionId);
    if (allowlist === null) throw new AllowlistNotFoundError();
    const draw = await this.draws.find(guildId, allowlist.allowlistId);
    if (draw?.state !== 'announced') throw notAWinner();
    return { allowlist, draw };
  }
}

function winnerOf({ winners }: Draw, discordId: string): Winner {
  const winner = winners.find((one) => one.discordId === discordId);
  if (winner === undefined) throw notAWinner();
  return winner;
}

const notAWinner = (): ClaimRefusedError =>
  new ClaimRefusedError('Not a winner', (texts) => texts.draws.claims.notAWinner);
const notHeld = (): ClaimRefusedError =>
  new ClaimRefusedError('Nobody holds that place', (texts) => texts.draws.claims.notHeld);
const refused = (claimBy: Date | undefined): ClaimRefusedError =>
  new ClaimRefusedError('Not to be claimed', (texts) =>
    claimBy === undefined ? texts.draws.claims.nothing : texts.draws.claims.tooLate,
  );
