import { Logger } from '@nestjs/common';
import { SECOND_MS } from '../../kernel/clock.js';
import type { CardKind, CardRow } from './card-kind.js';
import type { CardChange, CardLossRows, CardPlace } from './card-loss-rows.js';
import type { CardLossTools } from './card-loss-tools.js';
import type { CardRows } from './card-rows.js';
import type { CardTroubleKind } from './schemas/card.schema.js';

/** Who changes permissions seldom changes just one. */
const CALM_MS = 5 * SECOND_MS;

/** What managers are told of, in the words of its kind. */
type LossEvent = 'channel-gone' | 'no-access' | 'back' | 'deleted-often' | 'closed';

/**
 * What becomes of what a lost card belongs to: the card was deleted, or is out of reach. Managers are told once;
 * nothing is tried without end, and what can go on by itself does.
 */
export abstract class CardLosses<Row extends CardRow> {
  private readonly logger = new Logger(this.constructor.name);

  protected constructor(
    private readonly kind: CardKind<Row>,
    private readonly losses: CardLossRows<Row>,
    private readonly cards: CardRows<Row>,
    private readonly tools: CardLossTools,
  ) {}

  /** After the commit of a change: presses here are told at once. */
  protected abstract forget(row: Row): Promise<void>;

  /** In the transaction that withdraws a row with its card: what follows from that. */
  protected abstract onWithdrawn(row: Row): Promise<void>;

  /** Somebody deleted messages: those that are cards of what is open are lost. True when there was one. */
  async messagesDeleted(guildId: string, messageIds: readonly string[]): Promise<boolean> {
    const rows = await this.losses.openByMessages(guildId, messageIds);
    for (const row of rows) await this.deleted(row);
    return rows.length > 0;
  }

  /** The message is gone: posted again, or what it belongs to is closed, as the server wants it. */
  async deleted(row: Row): Promise<void> {
    if (!this.isOpen(row)) {
      await this.cards.leave(row._id.toHexString());
      return;
    }
    const { servers, database, clock } = this.tools;
    const isClosing = (await servers.onCardDeleted(row.guildId)) === 'close';
    await database.transaction(async () => {
      const now = clock.now();
      const change = isClosing
        ? await this.losses.cancelDeleted(row, now)
        : await this.losses.forgetMessage(row, now);
      if (change === null) return;
      const isTooOften = !isClosing && change.after.card.trouble?.since.getTime() === now.getTime();
      if (!isClosing && !isTooOften) return;
      if (isClosing) await this.onWithdrawn(change.after);
      await this.record(isClosing ? 'card-deleted' : 'card-lost', [change]);
      await this.tell(isClosing ? 'closed' : 'deleted-often', row, [change], now);
    });
    await this.forget(row);
  }

  /** Discord lets nothing be shown in the channel of this card. */
  async outOfReach(row: Row, kind: Exclude<CardTroubleKind, 'removed'>): Promise<void> {
    const { _id, guildId } = row;
    // Without the bot in the server nothing is lost yet: linking again draws the card again.
    if (!this.isOpen(row) || !(await this.tools.discord.isIn(guildId)))
      await this.cards.leave(_id.toHexString());
    else await this.block(row, kind);
  }

  async channelDeleted(guildId: string, channelId: string): Promise<void> {
    const row = await this.losses.firstIn(guildId, channelId);
    if (row !== null) await this.block(row, 'channel_gone');
  }

  /** A card could be shown: all that wait for this channel go on. */
  async over(row: Row): Promise<void> {
    const { database, clock } = this.tools;
    const goingOn = await database.transaction(async () => {
      const now = clock.now();
      const changes = await this.losses.unblock(row, now);
      await this.record('card-back', changes);
      await this.tell('back', row, changes, now);
      return changes;
    });
    await this.forgetAll(goingOn);
  }

  /** Roles or channels of a server have changed: it may be that cards can be shown again. */
  retryIn(guildId: string): Promise<void> {
    return this.losses.retryIn(guildId, new Date(this.tools.clock.now().getTime() + CALM_MS));
  }

  /** The bot is in the server again, as it was before. */
  redrawIn(guildId: string): Promise<void> {
    return this.cards.redrawOfGuild(guildId, this.tools.clock.now());
  }

  private async block(place: CardPlace, kind: Exclude<CardTroubleKind, 'removed'>): Promise<void> {
    const now = this.tools.clock.now();
    await this.losses.stillBlocked(place, kind, now);
    const stopped = await this.tools.database.transaction(async () => {
      const changes = await this.losses.block(place, kind, now);
      await this.record('card-lost', changes);
      await this.tell(kind === 'channel_gone' ? 'channel-gone' : 'no-access', place, changes, now);
      return changes;
    });
    if (stopped.length === 0) return;
    const { guildId, channelId } = place;
    this.logger.warn({ msg: 'Cards can not be shown', kind, guildId, channelId, stopped: stopped.length });
    await this.forgetAll(stopped);
  }

  private isOpen(row: Row): boolean {
    return this.kind.openStatuses.includes(this.kind.stateOf(row).status);
  }

  private async forgetAll(changes: readonly CardChange<Row>[]): Promise<void> {
    for (const { after } of changes) await this.forget(after);
  }

  private async record(what: string, changes: readonly CardChange<Row>[]): Promise<void> {
    const { name, collection } = this.kind;
    const actor = { kind: 'service', id: `${name}-cards` } as const;
    for (const { before, after } of changes) {
      const states = { before: this.audited(before), after: this.audited(after) };
      const { guildId } = after;
      await this.tools.audit.record({ action: `${name}.${what}`, actor, collection, guildId, ...states });
    }
  }

  /** The audit is of how it stands: managers don't set the card. */
  private audited(row: Row) {
    const { title, status } = this.kind.stateOf(row);
    return { _id: row._id, [this.kind.data]: { title, status } };
  }

  private async tell(
    event: LossEvent,
    { guildId, channelId }: CardPlace,
    changes: readonly CardChange<Row>[],
    at: Date,
  ): Promise<void> {
    const [first] = changes;
    if (first === undefined) return;
    const { name } = this.kind;
    const key = `cards/${name}/${event}/${first.after._id.toHexString()}/${String(at.getTime())}`;
    const { title } = this.kind.stateOf(first.after);
    const notice = { event: `${name}/${event}`, channelId, title, cards: changes.length } as const;
    await this.tools.notices.tellOfCards(guildId, key, notice);
  }
}
