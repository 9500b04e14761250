import { Injectable, Logger } from '@nestjs/common';
import { DiscordRefusedError, type MemberAction } from '../../../infra/discord/index.js';
import { Clock } from '../../../kernel/clock.js';
import { channelMention } from '../../../kernel/discord-text.js';
import { DoctorService, ServersService } from '../../servers/index.js';
import { AllowlistLifeError, AllowlistOptionsError } from '../allowlists.errors.js';
import { AllowlistsRepository } from '../allowlists.repository.js';
import { AllowlistCardEffect } from '../cards/allowlist-card.effect.js';
import { datesIfPosted, isDrawnByLot, missingOf } from '../creation/draft.rules.js';
import { RandomnessSource } from '../draws/randomness-source.port.js';
import type { DiscordAllowlistConnection } from '../schemas/allowlist-connection.schema.js';
import { assertNotOver, MOVE_RULES, publishedAs } from './allowlist-life.rules.js';
import type { Posting } from './allowlist-lives.repository.js';
import { AllowlistMoves } from './allowlist-moves.service.js';

/** `saved`: Discord could not be reached; the card is posted as soon as it can be. */
export interface Published {
  readonly kind: 'posted' | 'saved' | 'scheduled';
  readonly allowlist: DiscordAllowlistConnection;
}

/** What managers do with the life of an allowlist. Two at once: the second is told how it stands since the first. */
@Injectable()
export class AllowlistLifeService {
  private readonly logger = new Logger(AllowlistLifeService.name);

  constructor(
    private readonly moves: AllowlistMoves,
    private readonly allowlists: AllowlistsRepository,
    private readonly cards: AllowlistCardEffect,
    private readonly randomness: RandomnessSource,
    private readonly servers: ServersService,
    private readonly doctor: DoctorService,
    private readonly clock: Clock,
  ) {}

  /**
   * A draft is posted, or scheduled when its start is ahead; its card is posted at that time then. Where its winners
   * are drawn by lot, the source of the randomness is fixed now. Pressed twice, it is posted once.
   *
   * @throws NotLinkedError
   * @throws AllowlistNotFoundError
   * @throws AllowlistOptionsError something is missing: it stays a draft
   * @throws AllowlistLifeError its channel can't be used, or somebody changed it just now: it stays a draft
   */
  async post(action: MemberAction, connectionId: string): Promise<Published> {
    const { communityId, locale } = await this.servers.requireLinked(action.guildId);
    const draft = await this.moves.find(action, connectionId);
    if (draft.allowlistData.status !== 'draft') return published(draft);
    const now = this.clock.now();
    const [missing] = missingOf(draft.allowlistData, now);
    if (missing !== undefined) throw new AllowlistOptionsError('Something is missing', missing);
    await this.assertChannelUsable(draft);
    const dates = datesIfPosted(draft.allowlistData, now);
    const to = publishedAs({ startsAt: dates.opensAt }, now);
    const posting = { now, to, communityId, locale, ...dates, source: await this.sourceOf(draft) };
    try {
      const posted = await this.moves.post(action, draft, posting);
      return to === 'scheduled' ? published(posted) : await this.postNow(posted);
    } catch (error) {
      const standing =
        error instanceof AllowlistLifeError ? await this.moves.find(action, connectionId) : draft;
      if (standing.allowlistData.status === 'draft') throw error;
      return published(standing);
    }
  }

  /** Opens a scheduled allowlist now. @throws AllowlistLifeError */
  async start(action: MemberAction, connectionId: string): Promise<Published> {
    await this.servers.requireLinked(action.guildId);
    const scheduled = await this.notOver(action, connectionId);
    await this.assertChannelUsable(scheduled);
    const step = { ...MOVE_RULES.start, timing: { startsAt: this.clock.now() } };
    return this.postNow(await this.moves.move(action, scheduled, step));
  }

  /** @throws AllowlistLifeError */
  async pause(action: MemberAction, connectionId: string): Promise<DiscordAllowlistConnection> {
    return this.moves.move(action, await this.notOver(action, connectionId), MOVE_RULES.pause);
  }

  /** @throws AllowlistLifeError */
  async resume(action: MemberAction, connectionId: string): Promise<DiscordAllowlistConnection> {
    return this.moves.move(action, await this.notOver(action, connectionId), MOVE_RULES.resume);
  }

  /** Closes it before its time, as the clock would. @throws AllowlistLifeError */
  async end(action: MemberAction, connectionId: string): Promise<DiscordAllowlistConnection> {
    const allowlist = await this.notOver(action, connectionId);
    const step = { ...MOVE_RULES.end, timing: { endsAt: this.clock.now() } };
    const closing = await this.moves.move(action, allowlist, step);
    await this.allowlists.close(connectionId);
    return closing;
  }

  /** Withdraws it, and gives back what was paid: as an effect, also after a crash. @throws AllowlistLifeError */
  async cancel(action: MemberAction, connectionId: string): Promise<DiscordAllowlistConnection> {
    return this.moves.move(action, await this.moves.find(action, connectionId), MOVE_RULES.cancel);
  }

  /** @throws AllowlistLifeError it is no draft any more */
  async deleteDraft(action: MemberAction, connectionId: string): Promise<DiscordAllowlistConnection> {
    await this.servers.requireLinked(action.guildId);
    const draft = await this.moves.find(action, connectionId);
    await this.moves.deleteDraft(action, draft);
    return draft;
  }

  private async notOver(action: MemberAction, connectionId: string): Promise<DiscordAllowlistConnection> {
    const allowlist = await this.moves.find(action, connectionId);
    assertNotOver(allowlist.allowlistData, this.clock.now());
    return allowlist;
  }

  /** How winners are found. Everyone who is in at the end came first. */
  private async sourceOf({ _id, allowlistData }: DiscordAllowlistConnection): Promise<Posting['source']> {
    if (isDrawnByLot(allowlistData)) return this.randomness.choose(_id.toHexString());
    if (allowlistData.kind === 'application') return { method: 'manual' };
    return { method: 'first-come' };
  }

  /** Where Discord doesn't answer, the worker finds out. */
  private async assertChannelUsable({ guildId, channelId }: DiscordAllowlistConnection): Promise<void> {
    let isUsable: boolean;
    try {
      isUsable = await this.doctor.canPostCards(guildId, channelId);
    } catch (err) {
      this.logger.warn({ msg: 'It is not known whether a channel can be used', guildId, channelId, err });
      isUsable = !(err instanceof DiscordRefusedError);
    }
    const channel = channelMention(channelId);
    if (!isUsable)
      throw new AllowlistLifeError('The channel is closed', (texts) => texts.errors.channelUnusable(channel));
  }

  /** The worker would post it too; at once, managers see it when they are answered. */
  private async postNow(allowlist: DiscordAllowlistConnection): Promise<Published> {
    const connectionId = allowlist._id.toHexString();
    try {
      await this.cards.run(connectionId);
    } catch (err) {
      this.logger.warn({ msg: 'A card could not be posted at once', connectionId, err });
    }
    return published((await this.allowlists.find(allowlist.guildId, connectionId)) ?? allowlist);
  }
}

/** Also by another press, or another manager. */
function published(allowlist: DiscordAllowlistConnection): Published {
  if (allowlist.allowlistData.status === 'scheduled') return { kind: 'scheduled', allowlist };
  return { kind: allowlist.messageId === undefined ? 'saved' : 'posted', allowlist };
}
