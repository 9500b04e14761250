import { type Messaging } from '../messaging.ts';
import { type World } from '../world.ts';
import { ClientRefusal } from './refusal.ts';

const TIMESTAMP = /<t:(\d{1,12})(?::[tTdDfFR])?>/g;
const PAST_IT_MS = 1_000;

/** The moment just after the next time that a message of the bot names. @throws ClientRefusal */
export function nextEnd(world: World, messaging: Messaging, nowMs: number): number {
  let next = Infinity;
  for (const channelId of world.channels.keys()) {
    for (const { wire } of messaging.store.history(channelId)) {
      if (wire.author.id !== world.bot.id) continue;
      for (const [, seconds] of JSON.stringify([wire.content, wire.components]).matchAll(TIMESTAMP)) {
        const atMs = Number(seconds) * 1000;
        if (atMs > nowMs && atMs < next) next = atMs;
      }
    }
  }
  if (next === Infinity) throw new ClientRefusal('No message of the bot names a time that is still to come');
  return next + PAST_IT_MS;
}
