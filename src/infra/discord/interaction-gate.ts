import { Injectable, Logger } from '@nestjs/common';
import {
  Client,
  Events,
  type Interaction,
  InteractionResponseType,
  InteractionType,
  REST,
  Routes,
} from 'discord.js';
import { Clock, MINUTE_MS } from '../../kernel/clock.js';
import { RecentIds } from '../../kernel/recent-ids.js';
import { snowflakeTime } from '../../kernel/snowflake.js';
import { textsOf } from '../../locales/index.js';
import { Load, Metrics, scope } from '../observability/index.js';
import { isOverdue, noteArrival } from './answer.js';
import { notice, privately, ACCENT } from './components.js';
import { ErrorReplies } from './error-replies.js';
import { InteractionJournal, type OpenInteraction } from './interaction-journal.js';
import { isRawInteraction, type RawInteraction } from './interaction-payload.js';
import type { InteractionEnding } from './interaction-record.js';
import { misshapenPart } from './interaction-shape.js';

/** Minutes, not seconds: this machine's clock may be off, and Discord itself refuses late answers. */
const TOO_OLD_MS = 5 * MINUTE_MS;
const REMEMBERED_IDS = 20_000;

interface InteractionAction {
  handle(raw: unknown): void;
}
type Listener = (interaction: Interaction) => unknown;

/**
 * The one way in for interactions, around discord.js's own action and `client.emit`.
 *
 * Opens the scope for logs before guards run, drops what came twice or minutes late, answers what no
 * handler knows, catches what is thrown past every filter, and counts what is in flight, so that a
 * shutdown can wait for it. How each one ended goes to the journal. necord alone lets a throwing handler
 * end the process.
 */
@Injectable()
export class InteractionGate {
  private readonly logger = new Logger(InteractionGate.name);
  private readonly seen = new RecentIds(REMEMBERED_IDS);
  private readonly inFlight = new Set<Promise<void>>();
  /** Given to discord.js just now, and not accepted yet. */
  private arriving: OpenInteraction | undefined;

  constructor(
    private readonly client: Client,
    private readonly rest: REST,
    private readonly clock: Clock,
    private readonly replies: ErrorReplies,
    private readonly journal: InteractionJournal,
    private readonly metrics: Metrics,
    private readonly load: Load,
  ) {}

  /** Once, before the client logs in. */
  install(): void {
    this.journal.install();
    const action = interactionAction(this.client);
    const handle = action.handle.bind(action);
    action.handle = (raw) => {
      this.receive(raw, handle);
    };
    const emit: (event: string, ...args: unknown[]) => boolean = this.client.emit.bind(this.client);
    this.client.emit = (event: string, ...args: unknown[]) =>
      event === (Events.InteractionCreate as string)
        ? this.accept(args[0] as Interaction)
        : emit(event, ...args);
  }

  /** Resolves when no handler runs any more, at the latest after `limitMs`; says how many were left. */
  async drain(limitMs: number): Promise<number> {
    const { promise: timeUp, resolve } = Promise.withResolvers<undefined>();
    const timer = setTimeout(resolve, limitMs, undefined);
    const idle = async (): Promise<void> => {
      while (this.inFlight.size > 0) await Promise.all(this.inFlight);
    };
    await Promise.race([idle(), timeUp]);
    clearTimeout(timer);
    this.journal.abandon();
    return this.inFlight.size;
  }

  /** Payloads that discord.js can't read must not end the process: they get an answer or a log line. */
  private receive(raw: unknown, handle: (raw: unknown) => void): void {
    if (!isRawInteraction(raw)) {
      this.logger.warn({ msg: 'An interaction without id or token was ignored' });
      this.journal.countNameless();
      return;
    }
    if (!this.isFresh(raw)) return;
    const part = misshapenPart(raw);
    const opened = this.journal.begin(raw, part === undefined);
    if (part !== undefined) {
      this.refuse(opened, new TypeError(`Not as Discord sends it: ${part}`));
      return;
    }
    this.arriving = opened;
    try {
      handle(raw);
      if (this.arriving === opened) this.refuse(opened, undefined);
    } catch (err) {
      this.refuse(opened, err);
    } finally {
      this.arriving = undefined;
    }
  }

  private isFresh(raw: RawInteraction): boolean {
    const outcome = !this.seen.add(raw.id)
      ? 'repeated'
      : this.clock.now().getTime() - snowflakeTime(raw.id).getTime() > TOO_OLD_MS
        ? 'expired'
        : undefined;
    if (outcome === undefined) return true;
    this.logger.warn({ msg: `Interaction dropped: ${outcome}`, interactionId: raw.id });
    this.journal.countDropped(raw, outcome);
    return false;
  }

  private accept(interaction: Interaction): boolean {
    const opened = this.arriving;
    if (opened === undefined) throw new Error('An interaction came past the gate');
    this.arriving = undefined;
    noteArrival(opened.scope, opened.arrivedAt);
    this.track(scope.run(opened.scope, () => this.run(interaction, opened)));
    return true;
  }

  private track(work: Promise<void>): void {
    this.inFlight.add(work);
    this.load.begin();
    this.metrics.interactionsInFlight.set(this.inFlight.size);
    void work.finally(() => {
      this.inFlight.delete(work);
      this.load.end();
      this.metrics.interactionsInFlight.set(this.inFlight.size);
    });
  }

  /** Never rejects. */
  private async run(interaction: Interaction, opened: OpenInteraction): Promise<void> {
    let isKnown = true;
    try {
      const runs = this.startHandlers(interaction);
      isKnown = runs.length > 0;
      if (isKnown) await Promise.all(runs);
      else await this.answerUnknown(interaction, opened);
    } catch (err) {
      // Handlers' errors end in the filter; what arrives here was thrown before or beside it.
      await this.replies.answer(interaction, err);
    }
    this.journal.end(opened, isKnown ? this.endingOf(interaction) : { status: 'unknown' });
  }

  private endingOf(interaction: Interaction): InteractionEnding {
    return this.replies.endingOf(interaction) ?? { status: isOverdue(interaction) ? 'unconfirmed' : 'done' };
  }

  /** necord's listeners give a promise when one of them knows the interaction, else nothing. */
  private startHandlers(interaction: Interaction): unknown[] {
    const listeners = this.client.listeners(Events.InteractionCreate) as Listener[];
    try {
      return listeners
        .map((listener) => listener.call(this.client, interaction))
        .filter((run) => run !== undefined);
    } catch (err) {
      // A custom id that is no valid URI component names nothing we know.
      if (err instanceof URIError) return [];
      throw err;
    }
  }

  private async answerUnknown(interaction: Interaction, opened: OpenInteraction): Promise<void> {
    const { commandName, customId } = opened;
    const texts = textsOf(interaction.locale);
    const words = interaction.isCommand() ? texts.errors.unknownCommand : texts.errors.outOfDate;
    this.logger.warn({ msg: 'No handler knows this interaction', commandName, customId });
    await this.replies.say(interaction, words);
  }

  /** For payloads from which discord.js makes no interaction: answered over REST, as there is no object to answer with. */
  private refuse(opened: OpenInteraction, err: unknown): void {
    const { raw } = opened;
    this.logger.warn({ msg: 'An interaction of an unknown form was refused', interactionId: raw.id, err });
    const { allowedMentions, ...body } = privately(
      notice(textsOf(typeof raw.locale === 'string' ? raw.locale : null).errors.outOfDate, ACCENT.warning),
    );
    const answer =
      raw.type === InteractionType.ApplicationCommandAutocomplete
        ? { type: InteractionResponseType.ApplicationCommandAutocompleteResult, data: { choices: [] } }
        : {
            type: InteractionResponseType.ChannelMessageWithSource,
            data: { ...body, allowed_mentions: allowedMentions },
          };
    const told = this.rest
      .post(Routes.interactionCallback(raw.id, raw.token), { body: answer, auth: false })
      .catch((cause: unknown) => {
        this.logger.warn({ msg: 'The refusal could not be told', interactionId: raw.id, err: cause });
      })
      .then(() => {
        this.journal.end(opened, { status: 'malformed' });
      });
    this.track(told);
  }
}

/** Not in discord.js's types, but where every interaction passes, by gateway and by HTTP. */
function interactionAction(client: Client): InteractionAction {
  return (client as unknown as { actions: { InteractionCreate: InteractionAction } }).actions
    .InteractionCreate;
}
