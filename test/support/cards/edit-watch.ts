import type { LocalDiscord } from '../../../playground/discord/local-discord.ts';
import { type Message, readableText } from '../../../playground/discord/client.ts';

interface Edit {
  readonly channelId: string;
  readonly messageId: string;
  readonly atMs: number;
  /** The first number of the last line of the card: how many have completed it. */
  readonly count: number;
}

/** Every edit of a card, as it arrives at the local Discord. */
export class EditWatch {
  readonly edits: Edit[] = [];

  constructor(discord: LocalDiscord) {
    discord.world.on(({ name, data }) => {
      if (name !== 'MESSAGE_UPDATE') return;
      const { id: messageId, channel_id: channelId } = data as Message;
      this.edits.push({ channelId, messageId, atMs: discord.clock.now(), count: countOn(data as Message) });
    });
  }

  /** When a card first showed a count for good; `undefined`: it doesn't. */
  rightSince(messageId: string, count: number): number | undefined {
    const own = this.edits.filter((edit) => edit.messageId === messageId);
    const lastWrong = own.findLastIndex((edit) => edit.count !== count);
    return own[lastWrong + 1]?.atMs;
  }

  /** The shortest time between two edits of one message. */
  shortestGapMs(): number {
    return Math.min(...gaps(groupBy(this.edits, ({ messageId }) => messageId)));
  }

  /** The most edits within any `windowMs`, of one channel; or of all. */
  most(windowMs: number, of: 'channel' | 'all'): number {
    const groups = of === 'all' ? [this.edits] : groupBy(this.edits, ({ channelId }) => channelId);
    const counts = groups.flatMap((edits) =>
      edits.map(
        ({ atMs }) => edits.filter((edit) => edit.atMs >= atMs && edit.atMs < atMs + windowMs).length,
      ),
    );
    return Math.max(0, ...counts);
  }
}

export function countOn(message: Message): number {
  const found = /Completed by \D*(\d[\d,]*)/.exec(readableText(message));
  return Number((found?.[1] ?? '0').replaceAll(',', ''));
}

function groupBy(edits: readonly Edit[], keyOf: (edit: Edit) => string): Edit[][] {
  const groups = new Map<string, Edit[]>();
  for (const edit of edits) groups.set(keyOf(edit), [...(groups.get(keyOf(edit)) ?? []), edit]);
  return [...groups.values()];
}

const gaps = (groups: readonly Edit[][]): number[] =>
  groups.flatMap((edits) => edits.slice(1).map((edit, index) => edit.atMs - edits[index]!.atMs));
