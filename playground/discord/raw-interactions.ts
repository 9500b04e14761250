import { answerOf, type Answer } from './user-api/views.ts';
import { type Interaction } from './interactions/interaction.ts';
import { type InteractionRegistry } from './interactions/registry.ts';
import { type InteractionSender } from './interactions/sender.ts';
import { type JsonObject } from './json.ts';
import { type MemberActions } from './user-api/actions.ts';
import { type World } from './world.ts';

export interface RawInteraction {
  readonly type: number;
  readonly userId: string;
  readonly channelId: string;
  readonly data: JsonObject;
  /** The message that is pressed, as the bot is told; `update` callbacks change it. */
  readonly messageId?: string;
  /** Laid over the payload; a key that is `undefined` is left out of it. */
  readonly overrides?: JsonObject;
}

export interface Press {
  readonly userId: string;
  readonly channelId: string;
  readonly messageId: string;
  readonly customId: string;
}

export interface Sent {
  readonly interactionId: string;
  /** The bot's first answer, or `failed`. */
  readonly answer: Promise<Answer>;
}

interface Services {
  readonly world: World;
  readonly registry: InteractionRegistry;
  readonly sender: InteractionSender;
  readonly actions: MemberActions;
}

/** Interactions straight into the gateway: hostile ones that no client would send, and very many. */
export class RawInteractions {
  private readonly services: Services;

  constructor(services: Services) {
    this.services = services;
  }

  /** Delivers anything; only the user and the channel must exist. */
  send({ type, userId, channelId, data, messageId, overrides }: RawInteraction): Sent {
    const { world, sender, actions } = this.services;
    const source = messageId === undefined ? null : actions.anyMessage(channelId, messageId);
    return this.sent(
      sender.send({
        type,
        userId,
        channel: world.channel(channelId),
        data,
        source,
        ...(overrides && { overrides }),
      }),
    );
  }

  /** Fires all presses, at most `concurrency` of them unanswered at a time; results in the order given. */
  async pressMany(presses: readonly Press[], concurrency: number): Promise<Answer[]> {
    const answers: Answer[] = [];
    let next = 0;
    const work = async (): Promise<void> => {
      while (next < presses.length) {
        const index = next++;
        const press = presses[index];
        if (press !== undefined) answers[index] = await this.sent(this.services.actions.press(press)).answer;
      }
    };
    await Promise.all(Array.from({ length: concurrency }, work));
    return answers;
  }

  private sent(interaction: Interaction): Sent {
    const first = this.services.registry.waitFor(interaction, 'first');
    return {
      interactionId: interaction.id,
      answer: first.then((reply) => answerOf(interaction, reply ?? { outcome: 'failed' })),
    };
  }
}
