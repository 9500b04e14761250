import { createHash } from 'node:crypto';
import { type APIMessage, RESTJSONErrorCodes } from 'discord.js';
import { DiscordApi, DiscordRefusedError, type View } from '../../infra/discord/index.js';
import { DueEffect } from '../../infra/jobs/index.js';
import { Clock, MINUTE_MS, SECOND_MS } from '../../kernel/clock.js';
import type { CardKind, CardRow } from './card-kind.js';
import type { CardLosses } from './card-losses.js';
import type { CardRows, Drawing } from './card-rows.js';

/** Discord remembers a nonce for some minutes; a post older than this is looked for before it is sent again. */
const NONCE_MEMORY_MS = 2 * MINUTE_MS;
const NONCE_LENGTH = 24;

type Shown = Pick<Drawing, 'messageId' | 'how'>;

/** Makes the message in the channel show what the row wants: posts it once, then edits it, also at the end. */
export abstract class CardEffect<Row extends CardRow> extends DueEffect {
  /** Members wait for the count too: it is right ten seconds after the last press, five of which are Discord's. */
  override readonly giveWayMs = SECOND_MS / 2;

  protected constructor(
    private readonly kind: CardKind<Row>,
    private readonly cards: CardRows<Row>,
    private readonly losses: CardLosses<Row>,
    private readonly discord: DiscordApi,
    private readonly clock: Clock,
  ) {
    super();
  }

  /** What it should show now. */
  protected abstract viewOf(row: Row, now: Date): Promise<View>;
  /** A custom id that stands on this card only. */
  protected abstract markOf(row: Row): string;
  /** The same row as if its card had never been out of reach. */
  protected abstract unpaused(row: Row): Row;

  override claim(now: Date, until: Date, limit: number): Promise<string[]> {
    return this.cards.claim(now, until, limit);
  }

  override postpone(id: string, claimedUntil: Date, until: Date): Promise<void> {
    return this.cards.postpone(id, claimedUntil, until);
  }

  /** Resolves also when the card is lost: what follows from that is done then. */
  override async run(id: string): Promise<void> {
    const row = await this.cards.find(id);
    if (row === null || !this.kind.cardStatuses.includes(this.kind.stateOf(row).status)) return;
    try {
      await this.draw(row);
    } catch (error) {
      if (!(error instanceof DiscordRefusedError)) throw error;
      if (error.isMessageGone) await this.losses.deleted(row);
      else if (error.isPlaceUnusable) await this.losses.outOfReach(row, troubleOf(error));
      else throw error;
    }
  }

  private async draw(stored: Row): Promise<void> {
    const drawnAt = this.clock.now();
    // When the card can be shown, what it belongs to goes on.
    const row = this.isPausedForIt(stored) ? this.unpaused(stored) : stored;
    const view = await this.viewOf(row, drawnAt);
    const shown = await this.show(row, view, drawnAt);
    const id = row._id.toHexString();
    if (shown === null) {
      await this.cards.leave(id);
      return;
    }
    const { wanted, version, trouble } = row.card;
    const doneAt = this.clock.now();
    await this.cards.markShown(id, { ...shown, shown: wanted, version, drawnAt, doneAt });
    if (trouble !== undefined) await this.losses.over(row);
  }

  /** `null`: it was never posted, and is not worth it any more. */
  private async show(row: Row, view: View, now: Date): Promise<Shown | null> {
    const { channelId, messageId } = row;
    if (messageId === undefined) return this.post(row, view, now);
    if (this.isDrawn(row, now) && (await this.isThere(row))) return { messageId, how: 'looked-for' };
    await this.discord.edit(channelId, messageId, view);
    return { messageId, how: 'edited' };
  }

  /** False where the bot may not read: then an edit tells whether the message is there. */
  private async isThere({ channelId, messageId = '' }: Row): Promise<boolean> {
    try {
      await this.discord.message(channelId, messageId);
      return true;
    } catch (error) {
      if (error instanceof DiscordRefusedError && error.isPlaceUnusable) return false;
      throw error;
    }
  }

  private async post(row: Row, view: View, now: Date): Promise<Shown | null> {
    const { channelId } = row;
    const standing = await this.findPosted(row, now);
    if (standing !== undefined) {
      await this.discord.edit(channelId, standing.id, view);
      return { messageId: standing.id, how: 'posted' };
    }
    if (this.isOver(row, now)) return null;
    const { id: messageId } = await this.discord.post(channelId, view, nonceOf(row));
    return { messageId, how: 'posted' };
  }

  /** After a crash between Discord's answer and our write the message is there already. */
  private async findPosted(row: Row, now: Date): Promise<APIMessage | undefined> {
    const wantedSince = row.card.deletions.at(-1) ?? row.createdAt;
    if (now.getTime() - wantedSince.getTime() < NONCE_MEMORY_MS) return undefined;
    const mark = this.markOf(row);
    const recent = await this.discord.recentMessages(row.channelId);
    return recent.find((message) => JSON.stringify(message.components ?? []).includes(`"${mark}"`));
  }

  private isOver(row: Row, now: Date): boolean {
    const { status, endsAt } = this.kind.stateOf(row);
    return !this.kind.openStatuses.includes(status) || endsAt <= now;
  }

  /** Nothing on it has changed, and its end has not come: it is only looked for. */
  private isDrawn(row: Row, now: Date): boolean {
    const { card } = row;
    const isCurrent = card.shown === card.wanted && card.drawnVersion === card.version;
    return isCurrent && card.trouble === undefined && this.kind.stateOf(row).endsAt > now;
  }

  /** It was paused only because its card could not be shown. */
  private isPausedForIt(row: Row): boolean {
    return this.kind.stateOf(row).status === 'paused' && row.card.trouble?.hasPaused === true;
  }
}

/** Of this posting: another one in another channel, and after each deletion. */
function nonceOf({ _id, channelId, card }: CardRow): string {
  const posting = [_id.toHexString(), channelId, String(card.deletions.at(-1)?.getTime() ?? 0)].join('/');
  return createHash('sha256').update(posting).digest('hex').slice(0, NONCE_LENGTH);
}

const troubleOf = ({ discordCode }: DiscordRefusedError): 'channel_gone' | 'no_access' =>
  discordCode === (RESTJSONErrorCodes.UnknownChannel as number) ? 'channel_gone' : 'no_access';
