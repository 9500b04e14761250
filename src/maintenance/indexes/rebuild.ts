import { mongo } from 'mongoose';
import type { Collection, Index } from '../../infra/database/schema/index.js';
import { MINUTE_MS, SECOND_MS } from '../../kernel/clock.js';
import { InfrastructureError } from '../../kernel/errors.js';
import { pause } from '../../kernel/pause.js';
import { type Duplicate, duplicatesFor } from './duplicates.js';
import {
  declaredForm,
  differences,
  hasSignatureOf,
  holdsUniquenessOf,
  type IndexForm,
} from './index-forms.js';
import {
  type ActualIndex,
  actualIndexes,
  GUARD_PREFIX,
  indexStates,
  type IndexState,
} from './index-states.js';
import type { PlannedRebuild } from './rebuild-plan.js';

/** A lock that nobody gives back must not hold up the writes that queue behind us. */
const LOCK_MAX_TIME_MS = 10 * SECOND_MS;
const LONGEST_BUILD_MS = 240 * MINUTE_MS;
const LOOK_MS = 500;

/** Rows stand in the way of a unique index; nothing was changed about it. */
export class DuplicateRowsError extends InfrastructureError {
  readonly code = 'INDEX_DUPLICATES';
  readonly retryable = false;

  constructor(
    readonly collection: string,
    readonly index: Index,
    /** At most ten; empty where they came while the index was built. */
    readonly duplicates: readonly Duplicate[],
  ) {
    const groups = duplicates.map(({ rows, ids }) => `${String(rows)} rows: ${ids.join(', ')}`);
    const fields = Object.keys(index.key).join(', ');
    super(
      [`${collection} holds rows with the same ${fields}, which ${index.name} forbids`, ...groups].join(
        '\n  ',
      ),
    );
  }
}

/** An index is not as it was made, or was not finished in time. */
export class IndexRebuildError extends InfrastructureError {
  readonly code = 'INDEX_REBUILD';
  readonly retryable = true;
}

/** Told before each step, so whoever throws there ends the run as a crash would. */
export type OnStep = (step: string) => void;

/**
 * Makes indexes as they are declared, while others read and write. At every moment an index holds each
 * declared uniqueness that held before: a guard on the same fields in other directions stands in while the
 * index is away, and serves its queries too. Each step is decided by what is there, so a run that was cut
 * short anywhere is finished by the next one. Two runs at once would take each other's guards: hold a lock.
 */
export class IndexRebuilder {
  constructor(
    private readonly db: mongo.Db,
    private readonly collections: readonly Collection[],
    private readonly onStep: OnStep = () => undefined,
  ) {}

  /**
   * @param signal ends the waiting for a build; MongoDB goes on with it
   * @throws DuplicateRowsError @throws IndexRebuildError @throws what MongoDB says
   */
  async run({ state, does }: PlannedRebuild, signal: AbortSignal): Promise<void> {
    const { collection, name, declared } = state;
    if (declared === undefined || does === 'drop') {
      await this.drop(collection, name);
      return;
    }
    if (does === 'wait') await this.built(collection, names(state), signal);
    if (does === 'change') await this.change(collection, declared);
    else await this.make(collection, declared, does === 'replace', signal);
    await this.verify(collection, declared);
  }

  private async make(collection: string, index: Index, isAnew: boolean, signal: AbortSignal): Promise<void> {
    const wanted = declaredForm(index);
    const { standing, guard } = await this.look(collection, index);
    const guardName = `${GUARD_PREFIX}${index.name}`;
    const isRight = standing.length === 1 && standing.every(({ form }) => isSame(form, wanted));
    if (isRight && (guard !== undefined || !isAnew)) {
      await this.drop(collection, guardName);
      return;
    }
    const isStale = guard !== undefined && !holdsUniquenessOf(guard.form, wanted);
    if (isStale && standing.length > 0) await this.drop(collection, guardName);
    const holders = guard === undefined ? standing : [...standing, guard];
    if (index.unique === true && !holders.some(({ form }) => holdsUniquenessOf(form, wanted)))
      await this.refuseDuplicates(collection, index, wanted);
    if (standing.length > 0 && (guard === undefined || isStale)) {
      const form = guardFor(index, await actualIndexes(this.db, collection));
      if (form !== undefined) await this.build(collection, index, form, signal);
    }
    for (const { form } of standing) await this.drop(collection, form.name);
    await this.build(collection, index, wanted, signal);
    await this.drop(collection, guardName);
  }

  private async change(collection: string, index: Index): Promise<void> {
    const { name, expireAfterSeconds } = index;
    this.onStep(`changing ${collection}.${name} in place`);
    await this.db.command({
      collMod: collection,
      index: { name, hidden: false, ...(expireAfterSeconds !== undefined && { expireAfterSeconds }) },
      maxTimeMS: LOCK_MAX_TIME_MS,
    });
  }

  private async refuseDuplicates(collection: string, index: Index, wanted: IndexForm): Promise<void> {
    this.onStep(`looking for duplicates in ${collection}`);
    const duplicates = await duplicatesFor(this.db.collection(collection), wanted);
    if (duplicates.length > 0) throw new DuplicateRowsError(collection, index, duplicates);
  }

  /** Returns when it stands on all members that count. One that is not finished leaves nothing. */
  private async build(collection: string, index: Index, form: IndexForm, signal: AbortSignal): Promise<void> {
    this.onStep(`building ${collection}.${form.name}`);
    try {
      await this.db.collection(collection).createIndexes([form]);
    } catch (error) {
      if (error instanceof mongo.MongoServerError && error.code === 11000)
        throw new DuplicateRowsError(collection, index, []);
      // The socket is given up before a long build ends; the build goes on.
      if (!(error instanceof mongo.MongoNetworkTimeoutError)) throw error;
      await this.built(collection, [form.name], signal);
    }
  }

  /** Waits while one of them is being built. @throws IndexRebuildError it takes longer than four hours */
  private async built(collection: string, wanted: readonly string[], signal: AbortSignal): Promise<void> {
    this.onStep(`waiting for ${collection}.${wanted.join(', ')}`);
    const startedAt = performance.now();
    for (;;) {
      const actual = await actualIndexes(this.db, collection);
      if (!actual.some(({ form, isBuilding }) => isBuilding && wanted.includes(form.name))) return;
      if (performance.now() - startedAt > LONGEST_BUILD_MS)
        throw new IndexRebuildError(`${collection}.${wanted.join(', ')} is still being built`);
      await pause(LOOK_MS, signal);
      signal.throwIfAborted();
    }
  }

  /** What is gone already is as good as dropped. */
  private async drop(collection: string, name: string): Promise<void> {
    const actual = await actualIndexes(this.db, collection);
    if (!actual.some(({ form }) => form.name === name)) return;
    this.onStep(`dropping ${collection}.${name}`);
    await this.db.collection(collection).dropIndex(name, { maxTimeMS: LOCK_MAX_TIME_MS });
  }

  private async verify(collection: string, index: Index): Promise<void> {
    const { state, differs } = await this.look(collection, index);
    if (state !== 'in sync')
      throw new IndexRebuildError(
        `${collection}.${index.name} is ${[state, ...differs].join(' ')} afterwards`,
      );
  }

  private async look(collection: string, { name }: Index): Promise<IndexState> {
    const facts = this.collections.find((candidate) => candidate.name === collection);
    const states = facts === undefined ? [] : await indexStates(this.db, facts);
    const state = states.find((candidate) => candidate.name === name);
    if (state === undefined) throw new IndexRebuildError(`${collection}.${name} is not declared`);
    return state;
  }
}

const isSame = (form: IndexForm, wanted: IndexForm): boolean =>
  form.name === wanted.name && differences(form, wanted).length === 0;

const names = ({ standing, guard }: IndexState): string[] =>
  [...standing, ...(guard ? [guard] : [])].map(({ form }) => form.name);

/**
 * The same rule over the same rows under another key, which MongoDB takes beside the first: some directions
 * turned, all of them at best, as that serves the same orders. It lets no row expire. None for a text index,
 * of which a collection has but one, and which is never unique.
 */
export function guardFor(index: Index, actual: readonly ActualIndex[]): IndexForm | undefined {
  const fields = Object.entries(index.key);
  if (index.weights !== undefined || fields.some(([, kind]) => kind === 'text')) return undefined;
  for (let turned = 2 ** fields.length - 1; turned > 0; turned -= 1) {
    const key = Object.fromEntries(
      fields.map(([field, way], at) => [field, turned & (1 << at) ? -Number(way) : Number(way)]),
    );
    const { unique, partialFilterExpression: filter } = index;
    const rule = { ...(unique && { unique }), ...(filter && { partialFilterExpression: filter }) };
    const form: IndexForm = { ...rule, name: `${GUARD_PREFIX}${index.name}`, key };
    if (!actual.some((other) => hasSignatureOf(other.form, form))) return form;
  }
  throw new IndexRebuildError(`There is no key left for a guard of ${index.name}`);
}
