import {
  type Choice,
  type Interaction,
  type OpenModal,
  type Outcome,
  type Reply,
} from '../interactions/interaction.ts';
import { reactionsOf } from '../messaging.ts';
import { type Message, type StoredMessage } from '../model.ts';
import { type World } from '../world.ts';

/** How an action of a member ended, so far. */
export interface Answer {
  readonly interactionId: string;
  readonly outcome: Outcome;
  readonly message?: Message;
  readonly modal?: OpenModal;
  readonly choices?: readonly Choice[];
  /** Nothing more has to come: no deferral is waiting for its content. */
  readonly isSettled: boolean;
  /** Until the bot's first callback. */
  readonly latencyMs: number;
}

export function answerOf(interaction: Interaction, reply: Reply): Answer {
  return {
    interactionId: interaction.id,
    outcome: reply.outcome,
    ...(reply.message !== undefined && { message: reply.message.wire }),
    ...(reply.modal !== undefined && { modal: reply.modal }),
    ...(reply.choices !== undefined && { choices: reply.choices }),
    isSettled: interaction.settled !== null,
    latencyMs: interaction.firstLatencyMs,
  };
}

/** Whether this member has the message on the screen. */
export function canSee(world: World, message: StoredMessage, userId: string): boolean {
  const channel = world.channels.get(message.wire.channel_id);
  if (channel === undefined || !world.canView(channel, userId)) return false;
  return message.visibleTo === null || message.visibleTo === userId;
}

/** The message as this member's screen shows it, with its reactions. */
export function messageView({ wire, reactors }: StoredMessage, userId: string): Message {
  if (reactors.size === 0) return wire;
  return { ...wire, reactions: reactionsOf(reactors, userId) };
}
