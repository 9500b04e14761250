import { relativeTime } from '../../../kernel/discord-text.js';
import { MINUTE_MS } from '../../../kernel/clock.js';
import { DomainError } from '../../../kernel/errors.js';
import type { PageWords, WordedForPages } from '../../../infra/web/index.js';
import type { Texts } from '../../../locales/index.js';

/** Too many attempts failed: this member, or this browser, waits. */
export class LockedError extends DomainError implements WordedForPages {
  readonly code = 'ATTEMPTS_LOCKED';
  readonly status = 429;
  private readonly minutes: number;

  constructor(
    private readonly until: Date,
    now: Date,
  ) {
    super('Too many attempts have failed');
    this.minutes = Math.max(1, Math.ceil((until.getTime() - now.getTime()) / MINUTE_MS));
  }

  override publicText(texts: Texts): string {
    return texts.security.locked(relativeTime(this.until));
  }

  pageWords(texts: Texts): PageWords {
    const { title, text } = texts.security.lockedPage;
    return { title, text: text(this.minutes) };
  }
}
