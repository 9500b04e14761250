import { DomainError } from '../../../kernel/errors.js';
import type { Texts } from '../../../locales/index.js';

/** Bots take no part in anything. */
export class ProfileOfBotError extends DomainError {
  readonly code = 'PROFILE_OF_BOT';

  publicText(texts: Texts): string {
    return texts.errors.botsNotCounted;
  }
}

/** What others may see of a member belongs to a community: there is none here. */
export class ProfileElsewhereError extends DomainError {
  readonly code = 'PROFILE_ELSEWHERE';

  publicText(texts: Texts): string {
    return texts.profile.othersInCommunityOnly;
  }
}
