import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DiscordApi, DiscordRefusedError, type PostExtras, type View } from '../../../infra/discord/index.js';
import { Clock, MINUTE_MS } from '../../../kernel/clock.js';
import { snowflakeAt } from '../../../kernel/snowflake.js';
import type { Draw } from '../schemas/draw.schema.js';
import { DrawPace } from './draw-pace.js';
import { DrawsRepository } from './draws.repository.js';

/** One of the messages of a draw. */
export interface DrawMessage extends PostExtras {
  /** Names it within the draw. */
  readonly key: string;
  /** A text that stands in it and in no other message of ours. */
  readonly mark: string;
  readonly view: View;
}

/** Our clock and Discord's may differ by so much. */
const CLOCKS_DIFFER_MS = 10 * MINUTE_MS;
const PAGES_LOOKED_AT = 100;
const NONCE_LENGTH = 24;
const MARK_LENGTH = 12;

/** What tells a message of a draw from all others. */
export const markOf = ({ _id }: Pick<Draw, '_id'>, key: string): string =>
  createHash('sha256').update(`${_id.toHexString()}/${key}`).digest('hex').slice(0, MARK_LENGTH);

/** Messages of a draw, each of which must be there once. */
@Injectable()
export class DrawMessages {
  constructor(
    private readonly draws: DrawsRepository,
    private readonly discord: DiscordApi,
    private readonly pace: DrawPace,
    private readonly clock: Clock,
  ) {}

  /**
   * Posts once. Discord gives back what has this nonce for some minutes; whoever can't know whether an earlier try
   * was carried out reads the channel first. Had it been posted twice, the first one counts.
   *
   * @returns the id of the message
   * @throws DiscordUnavailableError
   * @throws DiscordRefusedError
   */
  async postOnce(draw: Draw, channelId: string, message: DrawMessage): Promise<string> {
    const { key, mark, view, ...extras } = message;
    if (draw.sending?.key === key) {
      const standing = await this.find(channelId, mark, draw.sending.since);
      if (standing !== undefined) return standing;
    } else {
      const now = this.clock.now();
      await this.draws.sending(draw._id, key, now, new Date(now.getTime() + this.pace.leaseMs));
    }
    const nonce = createHash('sha256').update(`${draw._id.toHexString()}/${key}`).digest('hex');
    try {
      return (await this.discord.post(channelId, view, nonce.slice(0, NONCE_LENGTH), extras)).id;
    } catch (error) {
      // Of a first try it is known now that nothing is out.
      if (error instanceof DiscordRefusedError && draw.sending?.key !== key)
        await this.draws.notSent(draw._id, key);
      throw error;
    }
  }

  private async find(channelId: string, mark: string, since: Date): Promise<string | undefined> {
    const { botId } = await this.discord.whoAmI();
    let after = snowflakeAt(new Date(since.getTime() - CLOCKS_DIFFER_MS));
    for (let page = 0; page < PAGES_LOOKED_AT; page += 1) {
      const messages = (await this.discord.messagesAfter(channelId, after)).toReversed();
      const ours = messages.find(
        ({ author, components }) => author.id === botId && JSON.stringify(components ?? []).includes(mark),
      );
      if (ours !== undefined) return ours.id;
      const last = messages.at(-1);
      if (last === undefined) return undefined;
      after = last.id;
    }
    return undefined;
  }
}
