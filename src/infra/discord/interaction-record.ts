import type { InteractionNotes } from '../observability/index.js';

export type InteractionKind = 'command' | 'menu' | 'autocomplete' | 'component' | 'modal' | 'unknown';

/** `done`, unless something else is known. */
export interface InteractionEnding {
  /**
   * `denied`: by a guard. `refused`: a rule said no. `failed`: an incident. `unconfirmed`: the member was not told
   * in time, or nobody knows whether it happened. `unknown`: no handler. `malformed`: not as Discord sends it.
   */
  readonly status: 'done' | 'denied' | 'refused' | 'failed' | 'unconfirmed' | 'unknown' | 'malformed';
  /** The code of an error of ours, Discord's number, or else its class; never its message. */
  readonly errorCode?: string;
  /** What the member was told to name. */
  readonly incidentId?: string;
}

/** Of a text that a person typed only its length is kept, in code points. */
export type KeptValue = string | number | boolean | readonly string[] | { readonly length: number };

/** One interaction that has ended. Nothing in it is a secret or was typed by a person. */
export interface InteractionRecord {
  readonly interactionId: string;
  readonly guildId?: string;
  readonly channelId?: string;
  readonly userId: string;
  readonly kind: InteractionKind;
  /** With its group: `/task create`; at most 100 characters. */
  readonly commandName?: string;
  /** At most 100 characters. */
  readonly customId?: string;
  /** Of the command or the form, by name. */
  readonly options?: Readonly<Record<string, KeptValue>>;
  /** When Discord made it, by its id. */
  readonly madeAt: Date;
  /** From its making to its arrival; absent where the two clocks contradict it. */
  readonly latencyMs?: number;
  /** From its arrival to the first answer that Discord took, if there was one. */
  readonly responseMs?: number;
  /** From its arrival to the end of its handler. */
  readonly processingMs: number;
  readonly heapBytes: number;
  readonly cpuCores?: number;
  readonly notes: InteractionNotes;
  readonly ending: InteractionEnding;
}

/** Where records go. A module above provides it. */
export abstract class InteractionSink {
  /** Called once per interaction, between members' answers: never throws, never waits. */
  abstract take(record: InteractionRecord): void;
}
