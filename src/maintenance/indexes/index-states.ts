import { mongo } from 'mongoose';
import type { Collection, Index } from '../../infra/database/schema/index.js';
import { declaredForm, differences, hasSignatureOf, type IndexForm } from './index-forms.js';

/** Stands beside an index while that is rebuilt; one that is left belongs to a run that was cut short. */
export const GUARD_PREFIX = 'rebuild_guard_';
const NO_SUCH_COLLECTION = 26;

export interface ActualIndex {
  readonly form: IndexForm;
  readonly isBuilding: boolean;
  /** How often it was used, and since when this is counted: by this member, since its start or the index's. */
  readonly uses: number;
  readonly usesSince: Date;
}

export interface IndexState {
  readonly collection: string;
  readonly name: string;
  /** `unfinished`: a rebuild was cut short. `unknown`: declared nowhere. */
  readonly state: 'in sync' | 'missing' | 'different' | 'building' | 'unfinished' | 'unknown';
  /** The options in which it differs from its declaration; `name` where it stands under another one. */
  readonly differs: readonly string[];
  readonly declared?: Index;
  /** Those that have its name or stand in its way; none where it is missing, several in strange cases only. */
  readonly standing: readonly ActualIndex[];
  readonly guard?: ActualIndex;
}

/** Declared against actual, in the order of the declarations, then what is declared nowhere. */
export async function indexStates(db: mongo.Db, collection: Collection): Promise<IndexState[]> {
  return statesOf(collection, await actualIndexes(db, collection.name));
}

/** All of them but that of `_id`, also those that are being built; none where the collection is not there. */
export async function actualIndexes(db: mongo.Db, collection: string): Promise<ActualIndex[]> {
  const rows = await statsOf(db, collection);
  return rows
    .filter(({ name }) => name !== '_id_')
    .map(({ name, key, spec, building = false, accesses }) => ({
      form: { ...spec, name, key },
      isBuilding: building,
      uses: Number(accesses.ops),
      usesSince: accesses.since,
    }));
}

interface StatsRow {
  readonly name: string;
  readonly key: mongo.Document;
  readonly spec: mongo.Document;
  readonly building?: boolean;
  readonly accesses: { readonly ops: number | mongo.Long; readonly since: Date };
}

/** Unlike `listIndexes` it tells of indexes that are being built. */
async function statsOf(db: mongo.Db, collection: string): Promise<StatsRow[]> {
  try {
    return await db
      .collection(collection)
      .aggregate<StatsRow>([{ $indexStats: {} }])
      .toArray();
  } catch (error) {
    if (error instanceof mongo.MongoServerError && error.code === NO_SUCH_COLLECTION) return [];
    throw error;
  }
}

function statesOf({ name: collection, indexes }: Collection, actual: readonly ActualIndex[]): IndexState[] {
  const names = new Set(indexes.map(({ name }) => name));
  const others = new Set(actual.filter(({ form }) => !names.has(form.name)));
  const declared = indexes.map((index): IndexState => {
    const wanted = declaredForm(index);
    const guard = actual.find(({ form }) => form.name === `${GUARD_PREFIX}${index.name}`);
    if (guard !== undefined) others.delete(guard);
    const misnamed = [...others].filter(({ form }) => !isGuard(form.name) && hasSignatureOf(form, wanted));
    for (const other of misnamed) others.delete(other);
    const standing = [...actual.filter(({ form }) => form.name === index.name), ...misnamed];
    const state = { collection, name: index.name, declared: index, standing, ...(guard && { guard }) };
    return { ...state, ...judge(wanted, standing, guard) };
  });
  const unknown = [...others].map((index): IndexState => ({
    collection,
    name: index.form.name,
    state: isGuard(index.form.name) ? 'unfinished' : 'unknown',
    differs: [],
    standing: [index],
  }));
  return [...declared, ...unknown];
}

const isGuard = (name: string): boolean => name.startsWith(GUARD_PREFIX);

function judge(
  wanted: IndexForm,
  standing: readonly ActualIndex[],
  guard: ActualIndex | undefined,
): Pick<IndexState, 'state' | 'differs'> {
  const differs = standing.flatMap(({ form }) => [
    ...(form.name === wanted.name ? [] : ['name']),
    ...differences(form, wanted),
  ]);
  if ([...standing, ...(guard ? [guard] : [])].some(({ isBuilding }) => isBuilding))
    return { state: 'building', differs };
  if (guard !== undefined) return { state: 'unfinished', differs };
  if (standing.length === 0) return { state: 'missing', differs };
  return { state: differs.length > 0 ? 'different' : 'in sync', differs: [...new Set(differs)] };
}
