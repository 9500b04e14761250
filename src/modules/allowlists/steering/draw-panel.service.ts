import { Injectable } from '@nestjs/common';
import type { Fault, MemberAction } from '../../../infra/discord/index.js';
import { Clock } from '../../../kernel/clock.js';
import { channelMention } from '../../../kernel/discord-text.js';
import { PermissionsService, type RolePermission } from '../../servers/index.js';
import { AllowlistLifeError } from '../allowlists.errors.js';
import type { AllowlistTitle } from '../allowlists.repository.js';
import { DrawsRepository } from '../draws/draws.repository.js';
import { AllowlistLifeService } from '../life/allowlist-life.service.js';
import { AllowlistMoves } from '../life/allowlist-moves.service.js';
import { type FoundAllowlist, ManageAllowlistService } from '../manage-allowlist.service.js';
import { type DrawStanding, standingOf } from '../proofs/draw-standing.rules.js';
import type { DiscordAllowlistConnection } from '../schemas/allowlist-connection.schema.js';
import { type ChannelTrouble, DrawChannels } from './draw-channels.service.js';
import { type Progress, progressOf } from './steering.rules.js';

export interface DrawPanel {
  readonly allowlist: DiscordAllowlistConnection;
  /** `null` before it has closed. */
  readonly standing: DrawStanding | null;
  readonly progress: Progress;
  /** What the member may do here. */
  readonly may: ReadonlySet<RolePermission>;
  /** Why it waits for managers, where its channel can't be used. */
  readonly trouble?: ChannelTrouble;
  /** What came of what was pressed just now. */
  readonly said?: Fault;
}

export type FoundDraw =
  | { readonly kind: 'one'; readonly panel: DrawPanel }
  | {
      readonly kind: 'some';
      readonly words: string;
      readonly titles: readonly AllowlistTitle[];
    };

/** `/allowlist draw`: how the draw of an allowlist stands, and starting it before its time. */
@Injectable()
export class DrawPanelService {
  constructor(
    private readonly managed: ManageAllowlistService,
    private readonly moves: AllowlistMoves,
    private readonly life: AllowlistLifeService,
    private readonly draws: DrawsRepository,
    private readonly channels: DrawChannels,
    private readonly permissions: PermissionsService,
    private readonly clock: Clock,
  ) {}

  /**
   * @param idOrWords the id of a suggestion that was chosen, or words; nothing: the newest allowlists
   * @throws AllowlistNotFoundError no such allowlist in this server
   */
  async find(action: MemberAction, idOrWords: string, isManager: boolean): Promise<FoundDraw> {
    const found: FoundAllowlist = await this.managed.find(action, idOrWords, isManager);
    if (found.kind === 'some') return found;
    return { kind: 'one', panel: await this.panelOf(action, found.managed.allowlist, isManager) };
  }

  /** @throws AllowlistNotFoundError no such allowlist in this server */
  async open(action: MemberAction, connectionId: string, isManager: boolean): Promise<DrawPanel> {
    return this.panelOf(action, await this.moves.find(action, connectionId), isManager);
  }

  /**
   * Closes it now, and its draw follows. Where it has closed, it is said how it stands: nothing is started twice.
   *
   * @throws AllowlistNotFoundError no such allowlist in this server
   */
  async start(action: MemberAction, connectionId: string, isManager: boolean): Promise<DrawPanel> {
    let said: Fault = (texts) => texts.steering.started;
    try {
      await this.life.end(action, connectionId);
    } catch (error) {
      if (!(error instanceof AllowlistLifeError)) throw error;
      said = (texts) => texts.steering.notStarted;
    }
    return { ...(await this.open(action, connectionId, isManager)), said };
  }

  /** Where it is told from now on. @throws AllowlistNotFoundError no such allowlist in this server */
  async tellIn(
    action: MemberAction,
    connectionId: string,
    channelId: string,
    isManager: boolean,
  ): Promise<DrawPanel> {
    let said: Fault = (texts) => texts.steering.channel.chosen(channelMention(channelId));
    try {
      await this.channels.choose(action, connectionId, channelId);
    } catch (error) {
      if (!(error instanceof AllowlistLifeError)) throw error;
      said = (texts) => error.publicText(texts);
    }
    return { ...(await this.open(action, connectionId, isManager)), said };
  }

  private async panelOf(
    action: MemberAction,
    allowlist: DiscordAllowlistConnection,
    isManager: boolean,
  ): Promise<DrawPanel> {
    const [draw, may] = await Promise.all([
      this.draws.find(allowlist.guildId, allowlist.allowlistId),
      this.permissions.of(action, isManager),
    ]);
    const trouble = await this.channels.troubleOf(draw, allowlist);
    const now = this.clock.now();
    const standing = draw && standingOf(draw, now);
    const progress = progressOf(allowlist, standing, now);
    return { allowlist, standing, progress, may, ...(trouble && { trouble }) };
  }
}
