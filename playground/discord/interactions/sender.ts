import { type JsonObject } from '../json.ts';
import { type Channel, type StoredMessage } from '../model.ts';
import { type World } from '../world.ts';
import { type Interaction } from './interaction.ts';
import { installationOwners } from './installation.ts';
import { interactionPayload } from './payload.ts';
import { type InteractionRegistry } from './registry.ts';

const KEPT_PAYLOADS = 200;

export interface Sending {
  readonly type: number;
  readonly userId: string;
  readonly channel: Channel;
  readonly data: JsonObject;
  /** By whose installation; default: all that there are here. */
  readonly owners?: unknown;
  readonly source?: StoredMessage | null;
  /** Added to what the replies tell about the interaction. */
  readonly metadata?: JsonObject;
  readonly focusedType?: number;
  /** Laid over the payload; a key that is `undefined` is left out of it. */
  readonly overrides?: JsonObject;
}

type Deliver = (name: string, guildId: string | null, data: object) => boolean;

/** Makes interactions and delivers them to the bot. */
export class InteractionSender {
  private readonly world: World;
  private readonly registry: InteractionRegistry;
  private readonly deliver: Deliver;
  private readonly listeners = new Set<(interaction: Interaction, payload: JsonObject) => void>();
  private readonly recent = new Map<string, { guildId: string | null; payload: JsonObject }>();

  constructor(world: World, registry: InteractionRegistry, deliver: Deliver) {
    this.world = world;
    this.registry = registry;
    this.deliver = deliver;
  }

  /** Is told of every interaction before it is delivered. */
  on(listener: (interaction: Interaction, payload: JsonObject) => void): void {
    this.listeners.add(listener);
  }

  /** A bot that is not connected gets nothing, and the member sees a failure after three seconds. */
  send(sending: Sending): Interaction {
    const { world } = this;
    const { type, channel, source = null, focusedType } = sending;
    const { user } = world.account(sending.userId);
    const guildId = channel.guild_id ?? null;
    const id = world.snowflakes.next();
    const interaction = this.registry.open(
      {
        type,
        user,
        guildId,
        channelId: channel.id,
        source,
        metadata: {
          id,
          type,
          user,
          authorizing_integration_owners: sending.owners ?? installationOwners(world, user.id, channel),
          ...sending.metadata,
        },
        ...(focusedType !== undefined && { focusedType }),
      },
      { id },
    );
    const payload = {
      ...interactionPayload(world, interaction, channel, sending.data),
      ...sending.overrides,
    };
    this.remember(id, guildId, payload);
    for (const listener of this.listeners) listener(interaction, payload);
    this.deliver('INTERACTION_CREATE', guildId, payload);
    return interaction;
  }

  /** Delivers an interaction of a moment ago again, with the same id and token. */
  repeat(interactionId: string): void {
    const sent = this.recent.get(interactionId);
    if (sent === undefined)
      throw new Error(`Interaction ${interactionId} is not among the last ${KEPT_PAYLOADS}`);
    this.deliver('INTERACTION_CREATE', sent.guildId, sent.payload);
  }

  private remember(id: string, guildId: string | null, payload: JsonObject): void {
    this.recent.set(id, { guildId, payload });
    if (this.recent.size <= KEPT_PAYLOADS) return;
    for (const oldest of this.recent.keys()) {
      this.recent.delete(oldest);
      break;
    }
  }
}
