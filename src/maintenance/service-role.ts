import type { mongo } from 'mongoose';
import type { Collection } from '../infra/database/schema/index.js';

export const SERVICE_ROLE = 'discordCommunityBot';

/** Entries of the audit trail are only ever added, whatever the service is made to do. */
const APPEND_ONLY: ReadonlySet<string> = new Set(['audit_entries']);

/**
 * The command that makes the role of the service's own database user: what it needs and no more. It
 * migrates nothing; that is another user's job. To be run on the `admin` database.
 */
export function serviceRole(db: string, collections: readonly Collection[]): mongo.Document {
  const on = (collection: string, ...actions: string[]): mongo.Document => ({
    resource: { db, collection },
    actions,
  });
  return {
    createRole: SERVICE_ROLE,
    privileges: [
      ...collections.map(({ name }) =>
        APPEND_ONLY.has(name) ? on(name, 'find', 'insert') : on(name, 'find', 'insert', 'update', 'remove'),
      ),
      on('schema_migrations', 'find'),
      // The change stream of the projections, and the figures of health and integrity.
      on('', 'find', 'changeStream', 'listCollections', 'listIndexes', 'collStats', 'dbStats', 'indexStats'),
      { resource: { db: 'local', collection: 'oplog.rs' }, actions: ['find', 'collStats'] },
      { resource: { cluster: true }, actions: ['replSetGetStatus', 'serverStatus'] },
    ],
    roles: [],
  };
}
