import { type Finding, IntegrityCheck, type IntegrityScope } from './integrity-check.js';

export type Figures = Readonly<Record<string, number>>;

/** What a parent says of its children, and what they are. */
export interface Look {
  readonly id: string;
  readonly says: Figures;
  readonly is: Figures;
}

/**
 * Figures of parents that differ from a count of their children. They follow a moment later by design, so a
 * difference is a fault only where it stands after a while in which no child has changed. A parent that
 * changes all the time is left to its projection, which recounts it all the time.
 */
export abstract class CountersCheck extends IntegrityCheck {
  constructor(
    protected readonly scope: IntegrityScope,
    /** The projection's own call; without one nothing is repaired. */
    recount?: (parentId: string) => Promise<void>,
  ) {
    super();
    if (recount === undefined) return;
    this.repair = async ({ id }) => {
      await recount(id);
      const [look] = await this.look([id]);
      return look === undefined || !differs(look);
    };
  }

  override repair?: (finding: Finding) => Promise<boolean>;

  /** Ids of the parents to look at, in batches. */
  protected abstract parents(): AsyncIterable<string[]>;

  /** Reads the primary; says nothing of a parent that is gone. */
  protected abstract look(ids: readonly string[]): Promise<Look[]>;

  override async *find(): AsyncGenerator<Finding> {
    const suspects = new Map<string, Look>();
    for await (const ids of this.parents()) {
      for (const look of await this.look(ids)) if (differs(look)) suspects.set(look.id, look);
      await this.scope.breathe();
    }
    if (suspects.size === 0) return;
    await this.scope.settled();
    for (const [id, before] of suspects) {
      const [now] = await this.look([id]);
      if (now === undefined || !differs(now) || textOf(now.is) !== textOf(before.is)) continue;
      yield { id, what: `says ${textOf(now.says)}, is ${textOf(now.is)}`, count: 1 };
    }
  }
}

const differs = ({ says, is }: Look): boolean => textOf(says) !== textOf(is);

const textOf = (figures: Figures): string =>
  Object.keys(figures)
    .sort()
    .map((name) => `${name} ${String(figures[name])}`)
    .join(', ');
