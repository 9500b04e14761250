import { type Scope, scope } from './scope.js';

/** What services learn while an interaction runs, for its row in the interaction log. */
export interface InteractionNotes {
  /** Promised by it, to whoever completed the task: after a review that is not who pressed. */
  readonly pointsAwarded?: number;
  readonly taskCompleted?: boolean;
  /** It was what the card was posted for: a completion, a proof, an entry. */
  readonly conversionEvent?: boolean;
  /** An id of another server, a control that no view has made. */
  readonly suspiciousActivity?: boolean;
  readonly rateLimited?: boolean;
  /** 0 to 100. */
  readonly riskScore?: number;
}

/** Beside the scope, not in it: log lines carry the scope. */
const notes = new WeakMap<Scope, InteractionNotes>();

/** Adds to what is known of the running interaction; nothing happens where none runs, as in jobs. */
export function noteOfInteraction(facts: InteractionNotes): void {
  const running = scope.getStore();
  if (running?.interactionId !== undefined) notes.set(running, { ...notes.get(running), ...facts });
}

export const notesOf = (interaction: Scope): InteractionNotes => notes.get(interaction) ?? {};
