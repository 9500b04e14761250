import type { EncryptionService } from '../../infra/crypto/index.js';
import type { Collection } from '../../infra/database/schema/index.js';
import { type IntegrityCheck, type IntegrityScope, StuckDuesCheck } from '../../infra/integrity/index.js';
import {
  tokenOrphans,
  UndecryptableTokensCheck,
} from '../../modules/accounts/linking/oauth-tokens.integrity.js';
import { AllowlistCountsCheck } from '../../modules/allowlists/allowlist-counts.integrity.js';
import { allowlistOrphans } from '../../modules/allowlists/allowlist-orphans.integrity.js';
import { BalancesCheck } from '../../modules/points/balances.integrity.js';
import { completionOrphans } from '../../modules/tasks/completion-orphans.integrity.js';
import { TaskCountsCheck } from '../../modules/tasks/task-counts.integrity.js';
import { IndexesCheck } from './indexes.js';
import { InvalidDocumentsCheck } from './invalid-documents.js';
import { MissingCommunitiesCheck } from './missing-communities.js';
import { OwedPointsCheck } from './owed-points.js';

export interface IntegrityTools {
  readonly scope: IntegrityScope;
  readonly collections: readonly Collection[];
  /** Without a key ring tokens are not looked at. */
  readonly encryption?: EncryptionService;
  /** The recount of a projection by its name; `undefined` where this process has no such projection. */
  readonly recountOf: (projection: string) => ((parentId: string) => Promise<void>) | undefined;
}

/** Every check there is, in the order in which a run makes them: indexes first, as the others need them. */
export function integrityChecks({
  scope,
  collections,
  encryption,
  recountOf,
}: IntegrityTools): IntegrityCheck[] {
  return [
    new IndexesCheck(collections, scope),
    new InvalidDocumentsCheck(collections, scope),
    new MissingCommunitiesCheck(scope),
    tokenOrphans(scope),
    ...(encryption ? [new UndecryptableTokensCheck(scope, encryption)] : []),
    new OwedPointsCheck(scope),
    new BalancesCheck(scope),
    completionOrphans(scope),
    ...allowlistOrphans(scope),
    new TaskCountsCheck(scope, recountOf('task-counts')),
    new AllowlistCountsCheck(scope, recountOf('entry-counts')),
    new StuckDuesCheck(collections, scope),
  ];
}
