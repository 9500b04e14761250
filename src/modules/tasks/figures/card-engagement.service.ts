import { Injectable } from '@nestjs/common';
import { isDatabaseUnavailable } from '../../../infra/database/index.js';
import { DueRunner } from '../../../infra/jobs/index.js';
import { Clock, HOUR_MS, MINUTE_MS, SECOND_MS } from '../../../kernel/clock.js';
import { RecentIds } from '../../../kernel/recent-ids.js';
import { snowflakeTime } from '../../../kernel/snowflake.js';
import { CARD_ENGAGEMENT } from './card-engagement.effect.js';
import { CardEngagementRepository } from './card-engagement.repository.js';

/** Members react in bursts: a card is read once for all that came in this time. */
export const READ_AFTER_MS = 30 * SECOND_MS;
/** A message may become known as a card a moment after it was posted. */
const YOUNG_MS = MINUTE_MS;
const REMEMBERED = 10_000;

export interface Reply {
  readonly guildId: string;
  readonly messageId: string;
  readonly repliesTo: string;
  readonly authorId: string;
}

/**
 * What members do with messages, as Discord tells it: of interest only where the message is a card.
 *
 * A server's other messages cost one query each at most, and none the next time. Reactions only say that the
 * card is to be read: Discord knows how many there are. A reply is written at once, as nobody could count
 * them later. What Discord told while nobody listened is read after each new session, see `missedAll`.
 */
@Injectable()
export class CardEngagementService {
  /** Messages that are no cards. */
  private readonly others = new RecentIds(REMEMBERED);
  /** Cards that are due to be read already, and until when. */
  private readonly dueUntilMs = new Map<string, number>();
  /** What came before this session is not read yet: the database was away. */
  private owesReading = false;

  constructor(
    private readonly cards: CardEngagementRepository,
    private readonly effects: DueRunner,
    private readonly clock: Clock,
  ) {}

  /** Somebody reacted, or took a reaction back. */
  async reacted(guildId: string, messageId: string): Promise<void> {
    const nowMs = this.clock.now().getTime();
    await this.readOwed();
    if (this.others.has(messageId) || (this.dueUntilMs.get(messageId) ?? 0) > nowMs) return;
    const dueMs = nowMs + READ_AFTER_MS;
    this.forgetPast(nowMs);
    this.dueUntilMs.set(messageId, dueMs);
    const isCard = await this.unlessAway(() => this.cards.readBy(guildId, messageId, new Date(dueMs)));
    if (isCard === true) return;
    this.dueUntilMs.delete(messageId);
    if (isCard === false) this.noCard(messageId, nowMs);
  }

  async replied({ guildId, messageId, repliesTo, authorId }: Reply): Promise<void> {
    if (this.others.has(repliesTo)) return;
    const reply = { authorId, messageId, at: snowflakeTime(messageId) };
    const isCard = await this.unlessAway(() => this.cards.addReply(guildId, repliesTo, reply));
    if (isCard === false) this.noCard(repliesTo, this.clock.now().getTime());
  }

  /** A new session: nobody tells what happened before it. Over an hour, as each card takes two requests. */
  async missedAll(): Promise<void> {
    this.owesReading = true;
    await this.readOwed();
  }

  /** Statistics of these cards were opened: the next ones are to be right. */
  async readSoon(guildId: string, cards: readonly { readonly messageId?: string }[]): Promise<void> {
    const messageIds = cards.map(({ messageId }) => messageId).filter((id) => id !== undefined);
    if (messageIds.length === 0) return;
    await this.cards.readAllBy(guildId, messageIds, this.clock.now());
    this.effects.nudge(CARD_ENGAGEMENT);
  }

  private async readOwed(): Promise<void> {
    if (!this.owesReading) return;
    this.owesReading = false;
    const all = await this.unlessAway(() =>
      this.cards.readAllWithin(this.clock.now(), HOUR_MS).then(() => true),
    );
    this.owesReading ||= all === undefined;
  }

  private noCard(messageId: string, nowMs: number): void {
    if (nowMs - snowflakeTime(messageId).getTime() > YOUNG_MS) this.others.add(messageId);
  }

  private forgetPast(nowMs: number): void {
    if (this.dueUntilMs.size < REMEMBERED) return;
    for (const [messageId, untilMs] of this.dueUntilMs)
      if (untilMs <= nowMs) this.dueUntilMs.delete(messageId);
  }

  /** While the database is away events come by the hundred, and none of them is worth a line. */
  private async unlessAway<Result>(work: () => Promise<Result>): Promise<Result | undefined> {
    try {
      return await work();
    } catch (error) {
      if (isDatabaseUnavailable(error)) return undefined;
      throw error;
    }
  }
}
