import { AccessDeniedError, DomainError } from '../../kernel/errors.js';
import type { Texts } from '../../locales/index.js';
import type { RolePermission } from './schemas/server-mapping.schema.js';

export class NotLinkedError extends DomainError {
  readonly code = 'SERVER_NOT_LINKED';
  publicText(texts: Texts): string {
    return texts.errors.notLinked;
  }
}

export class AlreadyLinkedError extends DomainError {
  readonly code = 'SERVER_ALREADY_LINKED';

  /** @param communityName escaped for display */
  constructor(private readonly communityName: string) {
    super('The server is linked already');
  }
  publicText(texts: Texts): string {
    return texts.errors.alreadyLinked(this.communityName);
  }
}

export class CommunityNameError extends DomainError {
  readonly code = 'COMMUNITY_NAME_INVALID';
  publicText(texts: Texts): string {
    return texts.errors.communityName;
  }
}

export class AccountTooYoungError extends DomainError {
  readonly code = 'ACCOUNT_TOO_YOUNG';

  /** @param from a Discord timestamp: when it is old enough */
  constructor(
    private readonly minimumDays: number,
    private readonly from: string,
  ) {
    super('The Discord account is younger than this server asks for');
  }
  publicText(texts: Texts): string {
    return texts.errors.accountTooYoung(this.minimumDays, this.from);
  }
}

/** No Manage Server, and no role that may do one of these. */
export class PermissionMissingError extends AccessDeniedError {
  readonly code = 'PERMISSION_MISSING';

  constructor(private readonly needed: readonly RolePermission[]) {
    super(`The member lacks Manage Server and a role with ${needed.join(' or ')}`);
  }
  publicText(texts: Texts): string {
    const { names, missing } = texts.permissions;
    return missing(this.needed.map((permission) => names[permission]).reduce(texts.common.or));
  }
}
