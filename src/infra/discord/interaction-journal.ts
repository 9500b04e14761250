import { Injectable, Logger } from '@nestjs/common';
import { type APIRequest, REST, RESTEvents } from 'discord.js';
import { Clock } from '../../kernel/clock.js';
import { isSnowflake, snowflakeTime } from '../../kernel/snowflake.js';
import { Metrics, notesOf, ProcessFigures, type Scope } from '../observability/index.js';
import { DeclaredHandlers } from './declared-handlers.js';
import {
  commandNameOf,
  customIdOf,
  isMenu,
  kindOf,
  optionsOf,
  type RawInteraction,
  type SentInteraction,
} from './interaction-payload.js';
import {
  type InteractionEnding,
  type InteractionKind,
  type InteractionRecord,
  InteractionSink,
} from './interaction-record.js';

const CALLBACK = '/interactions/:id/:token/callback';

/** An interaction on its way through this process. */
export interface OpenInteraction {
  readonly raw: RawInteraction;
  /** Only of a payload that has Discord's form. */
  readonly sent: SentInteraction | undefined;
  readonly kind: InteractionKind;
  readonly commandName: string | undefined;
  readonly customId: string | undefined;
  /** Of a fixed set. */
  readonly handler: string;
  /** Of everything that is done for it. */
  readonly scope: Scope;
  readonly arrivedAt: number;
  readonly latencyMs: number;
  responseMs?: number;
}

/** Follows each interaction from its arrival to its end: for the metrics, and for who keeps the records. */
@Injectable()
export class InteractionJournal {
  private readonly logger = new Logger(InteractionJournal.name);
  private readonly running = new Map<string, OpenInteraction>();

  constructor(
    private readonly rest: REST,
    private readonly clock: Clock,
    private readonly metrics: Metrics,
    private readonly figures: ProcessFigures,
    private readonly declared: DeclaredHandlers,
    private readonly sink: InteractionSink,
  ) {}

  /** Once, before the first interaction. */
  install(): void {
    this.declared.read();
    // Every answer passes here, whichever method of discord.js sends it.
    this.rest.on(RESTEvents.Response, (request, { status }) => {
      if (request.route === CALLBACK && status >= 200 && status < 300) this.acknowledged(request);
    });
  }

  /** @param isWellFormed whether the payload has Discord's form; otherwise nothing in it is trusted */
  begin(raw: RawInteraction, isWellFormed: boolean): OpenInteraction {
    const sent = isWellFormed ? (raw as SentInteraction) : undefined;
    const commandName = sent && commandNameOf(sent);
    const customId = sent && customIdOf(sent);
    const handler = this.declared.nameOf({ commandName, customId });
    const opened: OpenInteraction = {
      raw,
      sent,
      kind: sent !== undefined && isMenu(sent) ? 'menu' : kindOf(raw),
      commandName,
      customId,
      handler,
      scope: { interactionId: raw.id, guildId: idAt(raw, 'guild_id'), discordId: userOf(raw), handler },
      arrivedAt: performance.now(),
      latencyMs: this.clock.now().getTime() - snowflakeTime(raw.id).getTime(),
    };
    this.running.set(raw.id, opened);
    return opened;
  }

  /** Never throws; what has ended ends once. */
  end(opened: OpenInteraction, ending: InteractionEnding): void {
    if (!this.running.delete(opened.raw.id)) return;
    const { kind, handler } = opened;
    const processingMs = performance.now() - opened.arrivedAt;
    this.metrics.interactions.inc({ kind, handler, outcome: ending.status });
    this.metrics.interactionSeconds.observe({ kind, handler }, processingMs / 1_000);
    try {
      this.keep(opened, ending, processingMs);
    } catch (err) {
      this.logger.error({ msg: 'The record of an interaction could not be made', err });
    }
  }

  /** The process ends and won't wait: nobody knows what comes of those that still run. */
  abandon(): void {
    for (const opened of [...this.running.values()]) this.end(opened, { status: 'unconfirmed' });
  }

  /** Of what was dropped at the door. */
  countDropped(raw: RawInteraction, outcome: 'repeated' | 'expired'): void {
    this.metrics.interactions.inc({
      kind: kindOf(raw),
      handler: this.declared.nameOf({}),
      outcome,
    });
  }

  /** Of what has no id to answer to, and so no record. */
  countNameless(): void {
    this.metrics.interactions.inc({
      kind: 'unknown',
      handler: this.declared.nameOf({}),
      outcome: 'malformed',
    });
  }

  private acknowledged({ path }: APIRequest): void {
    const opened = this.running.get(path.split('/')[2] ?? '');
    if (opened === undefined || opened.responseMs !== undefined) return;
    opened.responseMs = performance.now() - opened.arrivedAt;
    const { kind, handler } = opened;
    this.metrics.acknowledgementSeconds.observe({ kind, handler }, opened.responseMs / 1_000);
  }

  /** Without a member, as some payloads of another form are, there is nobody whose record it could be. */
  private keep(opened: OpenInteraction, ending: InteractionEnding, processingMs: number): void {
    const { raw, sent, commandName, scope, latencyMs } = opened;
    if (scope.discordId === undefined) return;
    const record: InteractionRecord = {
      interactionId: raw.id,
      guildId: scope.guildId,
      channelId: idAt(raw, 'channel_id'),
      userId: scope.discordId,
      kind: opened.kind,
      commandName,
      customId: opened.customId,
      options:
        sent && optionsOf(sent, (option, value) => this.declared.isChoice(commandName ?? '', option, value)),
      madeAt: snowflakeTime(raw.id),
      latencyMs: latencyMs >= 0 ? latencyMs : undefined,
      responseMs: opened.responseMs,
      processingMs,
      heapBytes: this.figures.heapBytes,
      cpuCores: this.figures.cpuCores,
      notes: notesOf(scope),
      ending,
    };
    this.sink.take(record);
  }
}

type Unknown = Readonly<Record<string, unknown>>;

/** Whatever stands there, only an id comes back. */
function idAt(raw: object, key: string): string | undefined {
  const value = (raw as Unknown)[key];
  return isSnowflake(value) ? value : undefined;
}

function userOf(raw: object): string | undefined {
  const { member, user } = raw as { member?: { user?: unknown } | null; user?: unknown };
  const person = member?.user ?? user;
  return typeof person === 'object' && person !== null ? idAt(person, 'id') : undefined;
}
