import type { MaintenanceSession } from '../../infra/database/maintenance-database.js';
import { UsageError } from '../cli-errors.js';

const OF_THE_SERVER: ReadonlySet<string> = new Set(['admin', 'config', 'local']);

/**
 * Refuses to begin in a database that is somebody else's: it has no ledger of migrations, and collections
 * that this bot doesn't know.
 *
 * @throws UsageError
 */
export async function assertOwnDatabase({ db, target, validators }: MaintenanceSession): Promise<void> {
  const next = 'Nothing was done. Does MONGODB_URI name the right database? To go on there: --allow-foreign';
  if (OF_THE_SERVER.has(db.databaseName)) throw new UsageError(`${target} belongs to MongoDB itself`, next);
  const found = await db.listCollections({}, { nameOnly: true }).toArray();
  const names = found.map(({ name }) => name).filter((name) => !name.startsWith('system.'));
  if (names.includes('schema_migrations')) return;
  const foreign = names.filter((name) => !validators.names.includes(name));
  if (foreign.length === 0) return;
  const some = foreign.slice(0, 3).join(', ');
  throw new UsageError(`${target} is not a database of this bot: it has ${some}, and no migrations`, next);
}
