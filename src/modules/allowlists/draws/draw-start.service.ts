import { Injectable } from '@nestjs/common';
import { DueRunner } from '../../../infra/jobs/index.js';
import { Clock } from '../../../kernel/clock.js';
import { AllowlistsRepository } from '../allowlists.repository.js';
import type { DiscordAllowlistConnection, DrawMethod } from '../schemas/allowlist-connection.schema.js';
import { DRAW } from './draw.effect.js';
import { DrawStarter } from './draw-starter.port.js';
import { DrawsRepository } from './draws.repository.js';

/** Begins the draw of an allowlist that has closed: one row each, which the worker carries on. */
@Injectable()
export class DrawStart extends DrawStarter {
  constructor(
    private readonly allowlists: AllowlistsRepository,
    private readonly draws: DrawsRepository,
    private readonly effects: DueRunner,
    private readonly clock: Clock,
  ) {
    super();
  }

  override async start(connectionId: string): Promise<void> {
    const allowlist = await this.allowlists.findById(connectionId);
    if (allowlist?.allowlistData.status !== 'closing' || allowlist.closedSeq === undefined) return;
    const { allowlistId, guildId } = allowlist;
    await this.draws.begin(allowlistId, guildId, methodOf(allowlist), this.clock.now());
    this.effects.nudge(DRAW);
  }
}

function methodOf({ allowlistData, winnerData }: DiscordAllowlistConnection): DrawMethod {
  const { kind, winnerCount } = allowlistData;
  if (kind === 'application') return 'manual';
  if (kind === 'collection' || winnerCount === undefined) return 'everyone';
  return kind === 'first_come' ? 'first-come' : (winnerData.drawMethod ?? 'commit-reveal');
}
