import { randomUUID } from 'node:crypto';
import { Injectable, Logger } from '@nestjs/common';
import { DiscordAPIError, type Interaction, RESTJSONErrorCodes } from 'discord.js';
import { AccessDeniedError, AppError, DomainError, InfrastructureError } from '../../kernel/errors.js';
import { textsOf, type Texts } from '../../locales/index.js';
import { isDatabaseUnavailable } from '../database/index.js';
import { Metrics } from '../observability/index.js';
import { keptPanelOf } from './answer.js';
import { ACCENT, edited, notice, privately } from './components.js';
import type { InteractionEnding } from './interaction-record.js';

type ErrorOutcome = 'refused' | 'unavailable' | 'failed' | 'unanswerable';

interface Verdict {
  readonly outcome: ErrorOutcome;
  readonly words: string;
  readonly incidentId?: string;
}

/** Discord took no answer from us: somebody answered before, or too late. Nothing more can be said there. */
const ALREADY_SETTLED: ReadonlySet<number | string> = new Set([
  RESTJSONErrorCodes.UnknownInteraction,
  RESTJSONErrorCodes.InteractionHasAlreadyBeenAcknowledged,
]);

/** Turns whatever a handler threw into one private, useful answer and a log line with the cause. */
@Injectable()
export class ErrorReplies {
  private readonly logger = new Logger(ErrorReplies.name);
  private readonly endings = new WeakMap<Interaction, InteractionEnding>();

  constructor(private readonly metrics: Metrics) {}

  /** Never throws. */
  async answer(interaction: Interaction, error: unknown): Promise<void> {
    const verdict = this.verdictOn(error, textsOf(interaction.locale));
    const { outcome, words } = verdict;
    this.endings.set(interaction, endingBy(error, verdict));
    this.metrics.interactionErrors.inc({ outcome });
    if (outcome !== 'unanswerable') await this.say(interaction, words);
  }

  /** How an error ended it; nothing where there was none. */
  endingOf(interaction: Interaction): InteractionEnding | undefined {
    return this.endings.get(interaction);
  }

  /** Never throws; also logs why nothing could be said. */
  async say(interaction: Interaction, words: string): Promise<void> {
    try {
      if (interaction.isAutocomplete()) {
        if (!interaction.responded) await interaction.respond([]);
        return;
      }
      const view = notice(words, ACCENT.warning);
      if (!interaction.isRepliable()) return;
      const panel = keptPanelOf(interaction);
      if (panel?.noticeId !== undefined)
        await interaction.editReply({ ...edited(view), message: panel.noticeId });
      else if (panel !== undefined) await interaction.followUp(privately(view));
      // Deferred first: "not confirmed yet, this will update" is replied too, and has to update.
      else if (interaction.deferred) await interaction.editReply(edited(view));
      else if (interaction.replied) await interaction.followUp(privately(view));
      else await interaction.reply(privately(view));
    } catch (err) {
      this.countRejection(err);
      this.logger.warn({ msg: 'An error could not be told to the member', err });
    }
  }

  private verdictOn(error: unknown, texts: Texts): Verdict {
    if (error instanceof DomainError) {
      this.logger.log({ msg: error.message, code: error.code });
      return { outcome: 'refused', words: error.publicText(texts) };
    }
    if (error instanceof DiscordAPIError && ALREADY_SETTLED.has(error.code)) {
      this.countRejection(error);
      this.logger.warn({ msg: 'Discord took no answer to this interaction', err: error });
      return { outcome: 'unanswerable', words: '' };
    }
    if ((error instanceof InfrastructureError && error.retryable) || isDatabaseUnavailable(error)) {
      this.logger.warn({ msg: 'A dependency is away', err: error });
      return { outcome: 'unavailable', words: texts.errors.tryAgain };
    }
    const incidentId = randomUUID().slice(0, 8);
    this.countRejection(error);
    this.logger.error({ msg: 'A handler failed', incidentId, err: error });
    return { outcome: 'failed', words: texts.errors.unexpected(incidentId), incidentId };
  }

  private countRejection(error: unknown): void {
    if (error instanceof DiscordAPIError) this.metrics.rejectedCallbacks.inc({ code: String(error.code) });
  }
}

/** What a dependency that is away had taken over, and what no answer was taken for, may have happened. */
function endingBy(error: unknown, { outcome, incidentId }: Verdict): InteractionEnding {
  const errorCode = codeOf(error);
  if (outcome === 'failed') return { status: 'failed', errorCode, incidentId };
  if (outcome !== 'refused') return { status: 'unconfirmed', errorCode };
  return { status: error instanceof AccessDeniedError ? 'denied' : 'refused', errorCode };
}

const MAX_CODE_LENGTH = 60;

/** Never the message: it may quote what a member typed. */
function codeOf(error: unknown): string {
  if (error instanceof AppError) return error.code;
  if (error instanceof DiscordAPIError) return `DISCORD_${String(error.code)}`.slice(0, MAX_CODE_LENGTH);
  return error instanceof Error ? error.constructor.name.slice(0, MAX_CODE_LENGTH) : typeof error;
}
