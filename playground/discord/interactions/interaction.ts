import { type JsonObject } from '../json.ts';
import { type StoredMessage, type User } from '../model.ts';
import { type Cancel } from '../clock.ts';

export type Outcome = 'message' | 'update' | 'deferred' | 'deferred-update' | 'modal' | 'choices' | 'failed';

export interface OpenModal {
  readonly interactionId: string;
  readonly customId: string;
  readonly title: string;
  readonly components: JsonObject[];
}

export interface Choice {
  readonly name: string;
  readonly value: string | number;
}

/** What the member gets to see. */
export interface Reply {
  readonly outcome: Outcome;
  readonly message?: StoredMessage;
  readonly modal?: OpenModal;
  readonly choices?: readonly Choice[];
}

export interface InteractionSeed {
  readonly type: number;
  readonly user: User;
  readonly guildId: string | null;
  readonly channelId: string;
  /** The pressed message; also of a modal that was opened by a press. */
  readonly source: StoredMessage | null;
  /** What the replies tell of how they came about. */
  readonly metadata: JsonObject;
  /** The type that autocompleted choices must have. */
  readonly focusedType?: number;
}

export interface Interaction extends InteractionSeed {
  readonly id: string;
  readonly token: string;
  readonly createdAtMs: number;
  /** Wall time, for latencies: the clock of the world may be moved meanwhile. */
  readonly sentAt: number;
  callbackType: number | null;
  /** The reply that `@original` means; `null` when there is none (any more). */
  original: StoredMessage | null;
  /** Every message that its token may change. */
  readonly messages: Map<string, StoredMessage>;
  first: Reply | null;
  firstLatencyMs: number;
  settled: Reply | null;
  readonly waiting: ((stage: 'first' | 'settled') => void)[];
  cancelTimeout: Cancel;
}
