import { AccessDeniedError } from '../../../kernel/errors.js';
import type { Texts } from '../../../locales/index.js';

export class ServerOnlyError extends AccessDeniedError {
  readonly code = 'SERVER_ONLY';
  publicText(texts: Texts): string {
    return texts.errors.serverOnly;
  }
}

export class ManagerOnlyError extends AccessDeniedError {
  readonly code = 'MANAGER_ONLY';
  publicText(texts: Texts): string {
    return texts.errors.managerOnly;
  }
}
