import type { mongo } from 'mongoose';
import { type Collection, type Index, optionsOf } from '../../infra/database/schema/index.js';
import { type Finding, IntegrityCheck, type IntegrityScope } from '../../infra/integrity/index.js';
import { indexStates, type IndexState } from '../indexes/index.js';

interface IndexFinding extends Finding {
  readonly collection: string;
  /** What is to be made; absent where a person has to decide. */
  readonly missing?: Index;
}

const FAULTS: Readonly<Partial<Record<IndexState['state'], string>>> = {
  missing: 'is missing',
  different: 'is different from its declaration',
  unfinished: 'was not rebuilt to the end',
  unknown: 'is declared nowhere',
};

/**
 * Indexes as declared in the schemas against those that are there. A missing one is made again; one that is
 * different or not ours is told only: that is `indexes:rebuild`, which an operator asks for.
 */
export class IndexesCheck extends IntegrityCheck<IndexFinding> {
  readonly name = 'indexes';
  readonly describes = 'Indexes that are missing, different from their declaration, or declared nowhere.';

  constructor(
    private readonly collections: readonly Collection[],
    private readonly scope: IntegrityScope,
  ) {
    super();
  }

  override async *find(): AsyncGenerator<IndexFinding> {
    for (const facts of this.collections) {
      for (const { collection, name, state, declared } of await indexStates(this.scope.db, facts)) {
        const what = FAULTS[state];
        if (what === undefined) continue;
        const missing = state === 'missing' && declared !== undefined && { missing: declared };
        yield { id: `${collection}/${name}`, what, count: 1, collection, ...missing };
      }
      await this.scope.breathe();
    }
  }

  /** A unique index that the rows contradict is not made; that fails with MongoDB's own error. */
  override async repair({ collection, missing }: IndexFinding): Promise<boolean> {
    if (missing === undefined) return false;
    const index = { ...optionsOf(missing), key: { ...missing.key } } as mongo.IndexDescription;
    await this.scope.db.collection(collection).createIndexes([index]);
    return true;
  }
}
