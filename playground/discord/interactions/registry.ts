import { randomBytes } from 'node:crypto';
import { refuse } from '../api-error.ts';
import { type Clock } from '../clock.ts';
import { type Snowflakes } from '../snowflake.ts';
import { type Interaction, type InteractionSeed, type OpenModal, type Reply } from './interaction.ts';

const CALLBACK_LIMIT_MS = 3_000;
const TOKEN_LIFE_MS = 15 * 60_000;
/** Far more than a member or a test needs; keeps a long benchmark from filling the memory. */
const KEPT = 20_000;

/** All interactions of the last minutes: their state, and who waits for them. */
export class InteractionRegistry {
  private readonly clock: Clock;
  private readonly snowflakes: Snowflakes;
  private readonly byId = new Map<string, Interaction>();
  private readonly byToken = new Map<string, Interaction>();
  private readonly listeners = new Set<(interaction: Interaction, reply: Reply) => void>();

  constructor(clock: Clock, snowflakes: Snowflakes) {
    this.clock = clock;
    this.snowflakes = snowflakes;
  }

  /** Is told of the first answer of every interaction and of the settled one. */
  on(listener: (interaction: Interaction, reply: Reply) => void): void {
    this.listeners.add(listener);
  }

  /** Starts the three seconds. */
  open(seed: InteractionSeed, given: { id?: string; token?: string } = {}): Interaction {
    const interaction: Interaction = {
      ...seed,
      id: given.id ?? this.snowflakes.next(),
      token: given.token ?? randomBytes(48).toString('base64url'),
      createdAtMs: this.clock.now(),
      sentAt: performance.now(),
      callbackType: null,
      original: null,
      messages: new Map(),
      first: null,
      firstLatencyMs: 0,
      settled: null,
      waiting: [],
      cancelTimeout: this.clock.schedule(CALLBACK_LIMIT_MS, () => {
        this.answer(interaction, { outcome: 'failed' });
      }),
    };
    this.byId.set(interaction.id, interaction);
    this.byToken.set(interaction.token, interaction);
    this.forgetOldest();
    return interaction;
  }

  find(id: string): Interaction | undefined {
    return this.byId.get(id);
  }

  findByToken(token: string): Interaction | undefined {
    return this.byToken.get(token);
  }

  /** Three seconds have passed without an answer. */
  isTooLate(interaction: Interaction): boolean {
    return interaction.first !== null || this.clock.now() - interaction.createdAtMs > CALLBACK_LIMIT_MS;
  }

  hasExpired(interaction: Interaction): boolean {
    return this.clock.now() - interaction.createdAtMs > TOKEN_LIFE_MS;
  }

  /** The first answer, or its absence; what is complete by itself is settled by it. */
  answer(interaction: Interaction, reply: Reply): void {
    if (interaction.first !== null) return;
    interaction.cancelTimeout();
    interaction.first = reply;
    interaction.firstLatencyMs = performance.now() - interaction.sentAt;
    const isComplete = reply.outcome !== 'deferred' && reply.outcome !== 'deferred-update';
    if (isComplete) interaction.settled = reply;
    this.notify(interaction, reply, isComplete ? ['first', 'settled'] : ['first']);
  }

  /** A deferral got its content. */
  settle(interaction: Interaction, reply: Reply): void {
    if (interaction.settled !== null) return;
    interaction.settled = reply;
    this.notify(interaction, reply, ['settled']);
  }

  /** `null` after `timeoutMs`. */
  waitFor(interaction: Interaction, stage: 'first' | 'settled', timeoutMs = 15_000): Promise<Reply | null> {
    const ready = interaction[stage];
    if (ready !== null) return Promise.resolve(ready);
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        resolve(null);
      }, timeoutMs);
      timer.unref(); // a member who still waits must not keep the process alive
      interaction.waiting.push((reached) => {
        if (reached !== stage) return;
        clearTimeout(timer);
        resolve(interaction[stage]);
      });
    });
  }

  /** The modal that this user has in front of them. @throws ApiError 404 */
  openModal(interactionId: string, userId: string): { interaction: Interaction; modal: OpenModal } {
    const interaction = this.byId.get(interactionId);
    const modal = interaction?.first?.modal;
    if (interaction?.user.id !== userId || modal === undefined) throw refuse('unknownInteraction');
    return { interaction, modal };
  }

  private notify(interaction: Interaction, reply: Reply, stages: readonly ('first' | 'settled')[]): void {
    for (const stage of stages) for (const wake of interaction.waiting) wake(stage);
    for (const listener of this.listeners) listener(interaction, reply);
  }

  private forgetOldest(): void {
    if (this.byId.size <= KEPT) return;
    for (const [id, interaction] of this.byId) {
      this.byId.delete(id);
      this.byToken.delete(interaction.token);
      break;
    }
  }
}
