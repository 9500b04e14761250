import type { mongo } from 'mongoose';
import { type CleanupStep, ExpiryStep, OrphansStep } from '../../infra/cleanup/index.js';
import type { Collection } from '../../infra/database/schema/index.js';
import { SettledAllowlistsCleanup } from '../../modules/allowlists/life/settled-allowlists.cleanup.js';
import { OldDraftsCleanup } from '../../modules/tasks/creation/old-drafts.cleanup.js';
import { ExpiredTasksCleanup } from '../../modules/tasks/expired-tasks.cleanup.js';

/**
 * Every step there is, in the order of a run: what is over is closed, what nobody posted goes, then what is past its retention goes,
 * then what lost its parent by that.
 */
export function cleanupSteps(db: mongo.Db, collections: readonly Collection[]): CleanupStep[] {
  return [
    new ExpiredTasksCleanup(db),
    new OldDraftsCleanup(db),
    new SettledAllowlistsCleanup(db),
    ...collections.flatMap(({ name, retention: { expires } }) =>
      expires === undefined ? [] : [new ExpiryStep(db, name, expires)],
    ),
    ...collections.flatMap(({ name, retention: { orphans } }) =>
      orphans === undefined ? [] : [new OrphansStep(db, name, orphans)],
    ),
  ];
}
