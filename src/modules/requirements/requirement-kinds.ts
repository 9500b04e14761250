import { Injectable } from '@nestjs/common';
import type { Texts } from '../../locales/index.js';
import type { RequirementKind } from './requirement-kind.port.js';
import type { Requirement } from './schemas/requirement.schema.js';

/** A requirement and its kind, as far as this version knows them. */
export interface KnownRequirement {
  readonly kind: RequirementKind;
  readonly asks: unknown;
}

/** All kinds of requirements: those of this module, and those that modules above register. */
@Injectable()
export class RequirementKinds {
  private readonly byName = new Map<string, RequirementKind>();

  register(...kinds: readonly RequirementKind[]): void {
    for (const kind of kinds) {
      if (this.byName.has(kind.kind)) throw new TypeError(`Two requirements are called ${kind.kind}`);
      this.byName.set(kind.kind, kind);
    }
  }

  /** In the order of their registration. */
  get all(): readonly RequirementKind[] {
    return [...this.byName.values()];
  }

  /** `null` for what another version has written. */
  read({ kind: name, asks }: Requirement): KnownRequirement | null {
    const kind = this.byName.get(name);
    const read = kind?.asks.safeParse(asks);
    return kind && read?.success === true ? { kind, asks: read.data } : null;
  }

  /** What is asked for, on one line. */
  describe(requirement: Requirement, texts: Texts): string {
    const known = this.read(requirement);
    return known === null ? texts.requirements.unknown : known.kind.describe(known.asks)(texts);
  }
}
