import { ORPHAN_GRACE_MS, Orphans } from '../database/orphans.js';
import type { Collection, OrphanRule } from '../database/schema/index.js';
import { type Finding, IntegrityCheck, type IntegrityScope } from './integrity-check.js';

const DELETED_AT_ONCE = 1_000;

export interface OrphansFacts {
  readonly name: string;
  readonly describes: string;
  readonly child: Collection;
  /** Where the retention of `child` has none, as the cleanup leaves its rows alone. */
  readonly rule?: OrphanRule;
}

/** Children whose parent is gone: one finding per parent. */
export class OrphansCheck extends IntegrityCheck {
  readonly name: string;
  readonly describes: string;
  private readonly rule: OrphanRule;

  constructor(
    private readonly facts: OrphansFacts,
    private readonly scope: IntegrityScope,
  ) {
    super();
    this.name = facts.name;
    this.describes = facts.describes;
    const rule = facts.rule ?? facts.child.retention.orphans;
    if (rule === undefined) throw new TypeError(`${facts.child.name} has no rule for orphans`);
    this.rule = rule;
  }

  override async *find(): AsyncGenerator<Finding> {
    const orphans = this.orphans();
    for await (const parents of orphans.missingParents()) {
      for (const id of parents) {
        const count = await orphans.count([id]);
        if (count > 0) yield { id, what: `${this.facts.child.name} without their ${this.rule.of}`, count };
      }
      await this.scope.breathe();
    }
  }

  /** In portions, each after another look for the parent. */
  override async repair({ id }: Finding): Promise<boolean> {
    const orphans = this.orphans();
    let isRepaired = false;
    while ((await orphans.deleteSome([id], DELETED_AT_ONCE)) > 0) {
      isRepaired = true;
      await this.scope.breathe();
    }
    return isRepaired;
  }

  private orphans(): Orphans {
    const { clock, db } = this.scope;
    const before = new Date(clock.now().getTime() - ORPHAN_GRACE_MS);
    return new Orphans(db, this.facts.child.name, this.rule, before);
  }
}
