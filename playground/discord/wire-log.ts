import { type ApiError, type ErrorTree } from './api-error.ts';
import { type Interaction, type Reply } from './interactions/interaction.ts';
import { isObject, numberOf, textOf, type JsonObject } from './json.ts';

const KEPT = 300;

/** One line of the inspector: an interaction to the bot, how it was answered, or a request of the bot. */
export interface WireEntry {
  readonly number: number;
  readonly atMs: number;
  readonly kind: 'interaction' | 'answer' | 'request';
  /** `COMMAND /task create`, `POST /channels/:channelId/messages` */
  readonly title: string;
  readonly interactionId?: string;
  readonly userId?: string;
  readonly status?: number;
  readonly ms?: number;
  /** Why Discord would not have it. */
  readonly refusal?: { readonly code: number; readonly message: string; readonly errors?: ErrorTree };
  /** The body that went over the wire. */
  readonly body?: unknown;
}

export interface RequestSeen {
  readonly method: string;
  readonly route: string;
  readonly status: number;
  readonly ms: number;
  readonly body: unknown;
  readonly refusal?: ApiError;
}

const names: Readonly<Record<number, string>> = {
  2: 'COMMAND',
  3: 'COMPONENT',
  4: 'AUTOCOMPLETE',
  5: 'MODAL',
};

/** What went over the wire lately, for the inspector of the page. */
export class WireLog {
  private readonly kept: WireEntry[] = [];
  private readonly listeners = new Set<(entry: WireEntry) => void>();
  private readonly nowMs: () => number;
  private count = 0;

  constructor(nowMs: () => number) {
    this.nowMs = nowMs;
  }

  /** Oldest first. */
  get entries(): readonly WireEntry[] {
    return this.kept;
  }

  on(listener: (entry: WireEntry) => void): void {
    this.listeners.add(listener);
  }

  sent(interaction: Interaction, payload: JsonObject): void {
    // Raw interactions of a test may have none.
    const data = (payload.data as JsonObject | null | undefined) ?? {};
    const about = pathOf(data) || (textOf(data.custom_id) ?? '');
    this.add({
      kind: 'interaction',
      title: `${names[interaction.type] ?? String(interaction.type)} ${about}`,
      interactionId: interaction.id,
      userId: interaction.user.id,
      body: { ...payload, token: '…' },
    });
  }

  answered(interaction: Interaction, reply: Reply): void {
    this.add({
      kind: 'answer',
      title: reply.outcome,
      interactionId: interaction.id,
      userId: interaction.user.id,
      ms: Math.round(performance.now() - interaction.sentAt),
    });
  }

  requested({ method, route, status, ms, body, refusal }: RequestSeen): void {
    this.add({
      kind: 'request',
      title: requestTitle(method, route, body),
      status,
      ms: Math.round(ms),
      body,
      ...(refusal !== undefined && {
        refusal: {
          code: refusal.code,
          message: refusal.message,
          ...(refusal.errors !== undefined && { errors: refusal.errors }),
        },
      }),
    });
  }

  private add(seen: Omit<WireEntry, 'number' | 'atMs'>): void {
    this.count += 1;
    const entry: WireEntry = { number: this.count, atMs: this.nowMs(), ...seen };
    this.kept.push(entry);
    if (this.kept.length > KEPT) this.kept.shift();
    for (const listener of this.listeners) listener(entry);
  }
}

const callbacks: Readonly<Record<number, string>> = {
  4: 'message',
  5: 'deferred message',
  6: 'deferred update',
  7: 'update',
  8: 'choices',
  9: 'modal',
};

/** A callback says of which kind it is; any other request is its route. */
function requestTitle(method: string, route: string, body: unknown): string {
  if (route === '/interactions/:interactionId/:token/callback' && isObject(body))
    return `CALLBACK ${callbacks[numberOf(body.type) ?? 0] ?? 'of an unknown type'}`;
  return `${method} ${route.replace('/webhooks/:applicationId/:token', '/webhooks/…')}`;
}

/** `/task create` of a command's data. */
function pathOf(data: JsonObject): string {
  if (typeof data.name !== 'string') return '';
  const path = [data.name];
  let options = data.options as JsonObject[] | undefined;
  while (options?.[0] !== undefined && (options[0].type === 1 || options[0].type === 2)) {
    path.push(String(options[0].name));
    options = options[0].options as JsonObject[] | undefined;
  }
  return data.type === 1 ? `/${path.join(' ')}` : path.join(' ');
}
