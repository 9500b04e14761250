import type { mongo } from 'mongoose';
import { type CleanupStep, ExpiryStep, OrphansStep } from '../../infra/cleanup/index.js';
import type { Collection } from '../../infra/database/schema/index.js';
import { SettledAllowlistsCleanup } from '../../modules/allowlists/life/settled-allowlists.cleanup.js';
import { ALLOWLIST_CARDS } from '../../modules/allowlists/cards/allowlist-cards.repository.js';
import { OldDraftsCleanup } from '../../modules/cards/old-drafts.cleanup.js';
import { TASK_CARDS } from '../../modules/tasks/cards/cards.repository.js';
import { ExpiredTasksCleanup } from '../../modules/tasks/expired-tasks.cleanup.js';

/**
 * Every step there is, in the order of a run: what is over is closed, what nobody posted goes, then what is past its retention goes,
 * then what lost its parent by that.
 */
export function cleanupSteps(db: mongo.Db, collections: readonly Collection[]): CleanupStep[] {
  return [
    new ExpiredTasksCleanup(db),
    new OldDraftsCleanup(db, TASK_CARDS),
    new OldDraftsCleanup(db, ALLOWLIST_CARDS),
    new SettledAllowlistsCleanup(db),
    ...collections.flatMap(({ name, retention: { expires } }) =>
      expires === undefined ? [] : [new ExpiryStep(db, name, expires)],
    ),
    ...collections.flatMap(({ name, retention: { orphans } }) =>
      orphans === undefined ? [] : [new OrphansStep(db, name, orphans)],
    ),
  ];
}
