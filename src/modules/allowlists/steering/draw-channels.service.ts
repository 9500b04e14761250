import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../../infra/audit/index.js';
import { Database } from '../../../infra/database/index.js';
import {
  DiscordApi,
  DiscordRefusedError,
  DiscordUnavailableError,
  type MemberAction,
} from '../../../infra/discord/index.js';
import { DueRunner } from '../../../infra/jobs/index.js';
import { Clock } from '../../../kernel/clock.js';
import { channelMention } from '../../../kernel/discord-text.js';
import { DoctorService, ServerChoices } from '../../servers/index.js';
import { AllowlistLifeError } from '../allowlists.errors.js';
import { DRAW } from '../draws/draw.effect.js';
import { DrawsRepository } from '../draws/draws.repository.js';
import { toldIn } from '../draws/told-in.rules.js';
import { AllowlistMoves } from '../life/allowlist-moves.service.js';
import type { DiscordAllowlistConnection } from '../schemas/allowlist-connection.schema.js';
import { type Draw, draws } from '../schemas/draw.schema.js';

/** Why a draw can't say what it has to. */
export interface ChannelTrouble {
  readonly channelId: string;
  readonly isGone: boolean;
  /** Not while the commitment may stand in a channel that is there: a second one elsewhere could be another try. */
  readonly mayMove: boolean;
}

/** Where a draw goes on whose channel was deleted, or closed to the bot. Its list and its result stay as they are. */
@Injectable()
export class DrawChannels {
  constructor(
    private readonly moves: AllowlistMoves,
    private readonly draws: DrawsRepository,
    private readonly discord: DiscordApi,
    private readonly doctor: DoctorService,
    private readonly choices: ServerChoices,
    private readonly database: Database,
    private readonly audit: AuditTrail,
    private readonly effects: DueRunner,
    private readonly clock: Clock,
  ) {}

  /** `undefined` where it can be used, where nothing is to be said, and where Discord doesn't answer. */
  async troubleOf(
    draw: Draw | null,
    allowlist: DiscordAllowlistConnection,
  ): Promise<ChannelTrouble | undefined> {
    if (draw === null || !hasToSpeak(draw)) return undefined;
    const { guildId, channelId } = toldIn(allowlist, draw);
    try {
      if (await this.doctor.canPostCards(guildId, channelId)) return undefined;
      const { channels } = await this.discord.guildState(guildId);
      const isGone = !channels.some(({ id }) => id === channelId);
      return { channelId, isGone, mayMove: isGone || !mayStand(draw) };
    } catch (error) {
      if (error instanceof DiscordUnavailableError || error instanceof DiscordRefusedError) return undefined;
      throw error;
    }
  }

  /**
   * From now on the draw says everything there.
   *
   * @throws AllowlistNotFoundError no such allowlist in this server
   * @throws AllowlistLifeError its own channel can be used, or the chosen one can't
   */
  async choose(action: MemberAction, connectionId: string, channelId: string): Promise<void> {
    const allowlist = await this.moves.find(action, connectionId);
    const draw = await this.draws.find(action.guildId, allowlist.allowlistId);
    const trouble = await this.troubleOf(draw, allowlist);
    if (draw === null || trouble?.mayMove !== true)
      throw new AllowlistLifeError('It stays where it is', (texts) =>
        trouble === undefined ? texts.steering.channel.usable : texts.steering.channel.mayStand,
      );
    await this.assertUsable(action.guildId, channelId);
    await this.database.transaction(async () => {
      if (!(await this.draws.tellIn(draw, channelId, this.clock.now())))
        throw new AllowlistLifeError('Chosen meanwhile', (texts) => texts.steering.channel.meanwhile);
      await this.audit.note({
        action: 'allowlist.draw-channel',
        actor: { kind: 'admin', id: action.discordId },
        guildId: action.guildId,
        target: { kind: draws.name, id: draw._id.toHexString() },
      });
    });
    this.effects.nudge(DRAW);
  }

  private async assertUsable(guildId: string, channelId: string): Promise<void> {
    const why = await this.choices.whyNotPosted(guildId, channelId);
    if (why !== undefined) throw new AllowlistLifeError('No channel for it', why);
    if (!(await this.doctor.canPostCards(guildId, channelId)))
      throw new AllowlistLifeError('The channel is closed', (texts) =>
        texts.errors.channelUnusable(channelMention(channelId)),
      );
  }
}

/** Something is to be told now, or will be when managers have picked. */
const hasToSpeak = ({ state, due }: Draw): boolean =>
  state !== 'closing' && (due !== undefined || state === 'committed');

const mayStand = ({ post, sending }: Draw): boolean => post === undefined && sending?.key === 'commitment';
