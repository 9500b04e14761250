import type { mongo } from 'mongoose';
import { DataLossError } from './migration-errors.js';

/** What members were promised and how it came about: never dropped by the way. */
export const PROTECTED_COLLECTIONS: ReadonlySet<string> = new Set([
  'draws',
  'draw_lists',
  'points_ledger',
  'audit_entries',
]);

/** Of migrations that were released before they said it themselves. */
const RELEASED_DROPS: Readonly<Record<string, readonly string[]>> = {
  '0001': [
    'communities',
    'discord_server_mappings',
    'discord_account_links',
    'discord_task_posts',
    'task_completions',
    'points_ledger',
    'balances',
    'drafts',
  ],
};

export interface Loss {
  readonly collection: string;
  readonly documents: number;
}

/** Which documents the rollback of a migration would remove with their collections, as far as it says so. */
export async function lossesOf(
  db: mongo.Db,
  id: string,
  drops: readonly string[] | undefined,
): Promise<Loss[]> {
  const names = drops ?? RELEASED_DROPS[id] ?? [];
  const counted = names.map(async (collection) => ({
    collection,
    documents: await db.collection(collection).countDocuments(),
  }));
  return (await Promise.all(counted)).filter(({ documents }) => documents > 0);
}

/** @throws DataLossError there are losses */
export function refuseLosses(losses: readonly Loss[]): void {
  if (losses.length === 0) return;
  const what = losses.map(({ collection, documents }) => `${collection}: ${String(documents)}`);
  throw new DataLossError(`This would remove collections with documents in them (${what.join(', ')})`);
}

/**
 * The database for a migration: drops nothing that `isKept` names while it holds documents, and never the
 * whole database. Behind the look before a rollback, for drops that were not announced.
 */
export function guarded(db: mongo.Db, isKept: (collection: string) => boolean): mongo.Db {
  const check = async (name: string): Promise<void> => {
    if (isKept(name)) refuseLosses(await lossesOf(db, '', [name]));
  };
  const refuse = (): never => {
    throw new DataLossError('This would remove the whole database');
  };
  return intercepted(db, {
    collection: (name: string, options?: mongo.CollectionOptions) => {
      const collection = db.collection(name, options);
      const drop = (...given: []): Promise<boolean> => check(name).then(() => collection.drop(...given));
      return intercepted(collection, { drop });
    },
    dropCollection: (name: string, ...given: []) => check(name).then(() => db.dropCollection(name, ...given)),
    dropDatabase: refuse,
    command: async (command: mongo.Document, ...given: []) => {
      if ('dropDatabase' in command) refuse();
      if (typeof command.drop === 'string') await check(command.drop);
      return db.command(command, ...given);
    },
  });
}

function intercepted<Target extends object>(target: Target, instead: Record<string, unknown>): Target {
  return new Proxy(target, {
    get(_, key) {
      if (typeof key === 'string' && key in instead) return instead[key];
      const value: unknown = Reflect.get(target, key, target);
      return typeof value === 'function' ? (value as (...all: never[]) => unknown).bind(target) : value;
    },
  });
}
