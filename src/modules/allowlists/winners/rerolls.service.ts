import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../../infra/audit/index.js';
import { Database } from '../../../infra/database/index.js';
import { type Fault, type MemberAction, type Sent, sentTo } from '../../../infra/discord/index.js';
import { DraftsRepository } from '../../../infra/drafts/index.js';
import { DueRunner } from '../../../infra/jobs/index.js';
import { Clock } from '../../../kernel/clock.js';
import { cleanText, lengthOf } from '../../../kernel/text.js';
import { AllowlistFormExpiredError } from '../allowlists.errors.js';
import { DRAW } from '../draws/draw.effect.js';
import { DrawAllowlistsRepository } from '../draws/draw-allowlists.repository.js';
import { DrawsRepository } from '../draws/draws.repository.js';
import { AllowlistMoves } from '../life/allowlist-moves.service.js';
import type { DiscordAllowlistConnection } from '../schemas/allowlist-connection.schema.js';
import { type Draw, draws, type Winner } from '../schemas/draw.schema.js';
import { ClaimRefusedError } from './claims.errors.js';
import { WinnerDebts } from './winner-debts.service.js';

export const REROLL_CODES = ['fraud', 'other'] as const;
export const LONGEST_REASON = 300;
export const WINNERS_A_PANEL = 8;
const KIND = 'reroll';

export interface TakenPlace {
  readonly rank: number;
  /** What everybody is told. */
  readonly code: (typeof REROLL_CODES)[number];
  /** For the audit. */
  readonly reason: string;
}

export interface WinnersPage {
  readonly allowlist: DiscordAllowlistConnection;
  readonly draw: Draw;
  readonly page: number;
  readonly winners: readonly Winner[];
  /** What came of what was pressed just now. */
  readonly said?: Fault;
}

/** A place that is to be taken away, before it is. */
export interface RerollQuestion extends TakenPlace {
  readonly allowlist: DiscordAllowlistConnection;
  readonly draw: Draw;
  readonly winner: Winner;
  readonly formId: string;
}

/** Places that managers take away from winners, each with a reason; the next rank of the same ranking moves up. */
@Injectable()
export class Rerolls {
  constructor(
    private readonly moves: AllowlistMoves,
    private readonly draws: DrawsRepository,
    private readonly drawn: DrawAllowlistsRepository,
    private readonly debts: WinnerDebts,
    private readonly forms: DraftsRepository,
    private readonly database: Database,
    private readonly audit: AuditTrail,
    private readonly effects: DueRunner,
    private readonly clock: Clock,
  ) {}

  /** @throws AllowlistNotFoundError @throws ClaimRefusedError nothing was announced yet */
  async page(action: MemberAction, connectionId: string, page = 0): Promise<WinnersPage> {
    const { allowlist, draw } = await this.find(action, connectionId);
    const sorted = draw.winners.toSorted((one, other) => one.rank - other.rank);
    const last = Math.max(0, Math.ceil(sorted.length / WINNERS_A_PANEL) - 1);
    const shown = Math.min(page, last);
    const from = shown * WINNERS_A_PANEL;
    return { allowlist, draw, page: shown, winners: sorted.slice(from, from + WINNERS_A_PANEL) };
  }

  /** Who holds that place. @throws AllowlistNotFoundError @throws ClaimRefusedError */
  async holder(action: MemberAction, connectionId: string, rank: number): Promise<Winner> {
    return holderOf((await this.find(action, connectionId)).draw, rank);
  }

  /** Keeps what was filled in until it is confirmed. @throws AllowlistNotFoundError @throws ClaimRefusedError */
  async ask(action: MemberAction, connectionId: string, rank: number, sent: Sent): Promise<RerollQuestion> {
    const { allowlist, draw } = await this.find(action, connectionId);
    const winner = holderOf(draw, rank);
    const code = REROLL_CODES.find((known) => known === sentTo(sent, 'code')) ?? 'other';
    const reason = cleanText(sentTo(sent, 'reason'));
    if (lengthOf(reason) < 1 || lengthOf(reason) > LONGEST_REASON)
      throw new ClaimRefusedError('No reason', (texts) => texts.steering.reroll.reasonLength(LONGEST_REASON));
    const values = { connectionId, rank: String(rank), code, reason };
    const formId = await this.forms.create(KIND, action, values);
    return { allowlist, draw, winner, rank, code, reason, formId };
  }

  /** @throws AllowlistFormExpiredError @throws AllowlistNotFoundError @throws ClaimRefusedError */
  async confirm(action: MemberAction, connectionId: string, formId: string): Promise<WinnersPage> {
    // Asked first: an id of another server is audited.
    await this.moves.find(action, connectionId);
    const form = await this.forms.find(formId, KIND, action);
    if (form?.values.connectionId !== connectionId) throw new AllowlistFormExpiredError();
    const { rank = '0', code, reason = '' } = form.values;
    await this.reroll(action, connectionId, {
      rank: Number(rank),
      code: code === 'fraud' ? 'fraud' : 'other',
      reason,
    });
    const said: Fault = (texts) => texts.steering.reroll.done(Number(rank));
    return { ...(await this.page(action, connectionId)), said };
  }

  /**
   * Takes a place away: by its code for everybody, with a reason for the audit. Nobody gets it who held one before.
   *
   * @throws AllowlistNotFoundError no such allowlist in this server
   * @throws ClaimRefusedError nobody holds that place
   */
  async reroll(action: MemberAction, connectionId: string, place: TakenPlace): Promise<void> {
    const { guildId, discordId } = action;
    const { allowlist, draw } = await this.find(action, connectionId);
    const winner = holderOf(draw, place.rank);
    const record = { rank: place.rank, entrant: winner.entrant, code: place.code, at: this.clock.now() };
    await this.database.transaction(async () => {
      if ((await this.draws.disqualify(draw._id, record, ['open', 'claimed'])) === null) throw notHeld();
      await this.debts.oweLoss(draw, allowlist, winner);
      // Whoever moves up has a claim.
      await this.drawn.reopen(allowlist._id);
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
    action: MemberAction,
    connectionId: string,
  ): Promise<{ allowlist: DiscordAllowlistConnection; draw: Draw }> {
    const allowlist = await this.moves.find(action, connectionId);
    const draw = await this.draws.find(action.guildId, allowlist.allowlistId);
    if (draw?.state !== 'announced')
      throw new ClaimRefusedError('Not announced', (texts) => texts.steering.reroll.notYet);
    return { allowlist, draw };
  }
}

function holderOf({ winners }: Draw, rank: number): Winner {
  const winner = winners.find(
    (one) => one.rank === rank && (one.claim === 'open' || one.claim === 'claimed'),
  );
  if (winner === undefined) throw notHeld();
  return winner;
}

const notHeld = (): ClaimRefusedError =>
  new ClaimRefusedError('Nobody holds that place', (texts) => texts.draws.claims.notHeld);
