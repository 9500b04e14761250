import { mongo } from 'mongoose';
import { type Collection, type Index, optionsOf } from '../../infra/database/schema/index.js';
import { type Finding, IntegrityCheck, type IntegrityScope } from '../../infra/integrity/index.js';

const NO_SUCH_COLLECTION = 26;

interface IndexFinding extends Finding {
  readonly collection: string;
  /** What is to be made; absent where a person has to decide. */
  readonly missing?: Index;
}

/**
 * Indexes as declared in the schemas against those that are there. A missing one is made again; one that is
 * different or not ours is told only, as dropping it could stop whoever needs it.
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
    for (const { name: collection, indexes } of this.collections) {
      const actual = await this.actual(collection);
      const found = (index: string, what: string, missing?: Index): IndexFinding => ({
        id: `${collection}/${index}`,
        what,
        count: 1,
        collection,
        ...(missing && { missing }),
      });
      for (const index of indexes) {
        const standing = actual.get(index.name);
        if (standing === undefined) yield found(index.name, 'is missing', index);
        else if (standing !== formOf({ ...optionsOf(index), key: index.key }))
          yield found(index.name, 'is different from its declaration');
      }
      const declared = new Set(['_id_', ...indexes.map(({ name }) => name)]);
      for (const name of actual.keys()) if (!declared.has(name)) yield found(name, 'is declared nowhere');
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

  private async actual(collection: string): Promise<Map<string, string>> {
    try {
      const indexes = (await this.scope.db.collection(collection).indexes()) as IndexForm[];
      return new Map(indexes.map((index) => [index.name ?? '', formOf(index)]));
    } catch (error) {
      if (error instanceof mongo.MongoServerError && error.code === NO_SUCH_COLLECTION) return new Map();
      throw error;
    }
  }
}

type IndexForm = mongo.IndexDescriptionInfo & mongo.Document;

/** What decides how an index works, in one spelling; MongoDB's own additions are left out. */
function formOf(index: mongo.Document): string {
  const { key, unique, partialFilterExpression, expireAfterSeconds, weights } = index as IndexForm;
  // MongoDB keeps the fields of a text index in `weights` and marks their place by `_fts`, `_ftsx`.
  const fields = Object.entries(key).filter(([field, kind]) => kind !== 'text' && !field.startsWith('_ft'));
  const isText = weights !== undefined;
  return mongo.BSON.EJSON.stringify({
    key: fields,
    unique: unique ?? false,
    partialFilterExpression: partialFilterExpression ?? null,
    expireAfterSeconds: expireAfterSeconds ?? null,
    weights: isText ? Object.entries(weights).sort(([a], [b]) => (a < b ? -1 : 1)) : null,
    languages: isText ? [index.default_language, index.language_override] : null,
  });
}
