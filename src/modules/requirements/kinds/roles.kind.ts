import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { type FormField, type Sent } from '../../../infra/discord/index.js';
import { roleMention } from '../../../kernel/discord-text.js';
import { isSnowflake } from '../../../kernel/snowflake.js';
import type { Texts } from '../../../locales/index.js';
import {
  type Applicant,
  type Finding,
  type Place,
  type ReadAsks,
  RequirementKind,
  type Words,
} from '../requirement-kind.port.js';

export const MOST_ROLES = 10;

const asks = z.strictObject({ roleIds: z.array(z.string().refine(isSnowflake)).min(1).max(MOST_ROLES) });
export type RolesAsked = z.infer<typeof asks>;

/** Roles are those of the payload: of this very press. */
abstract class RolesKind extends RequirementKind<RolesAsked> {
  readonly asks = asks;

  private readonly field: FormField = {
    id: 'roles',
    label: (texts) => texts.requirements.form.roles,
    hint: (texts) => texts.requirements.form.rolesHint(MOST_ROLES),
    input: { kind: 'role', max: MOST_ROLES },
  };

  protected abstract isMet(held: readonly string[], roleIds: readonly string[]): boolean;
  protected abstract words(texts: Texts, roles: string, isOne: boolean): string;
  protected abstract reason(texts: Texts, held: readonly string[], roleIds: readonly string[]): string;

  override fields(): readonly FormField[] {
    return [this.field];
  }

  override readAsks({ roles = [] }: Sent, { guildId }: Place): ReadAsks<RolesAsked> {
    const read = asks.safeParse({ roleIds: [...new Set(roles)].sort() });
    if (!read.success) return { faults: [(texts) => texts.requirements.faults.roles(MOST_ROLES)] };
    if (roles.includes(guildId)) return { faults: [(texts) => texts.requirements.faults.everyone] };
    return { asks: read.data };
  }

  override describe({ roleIds }: RolesAsked): Words {
    return (texts) => this.words(texts, mentions(roleIds), roleIds.length === 1);
  }

  override evaluate({ roleIds }: RolesAsked, { action }: Applicant): Promise<Finding> {
    const held = roleIds.filter((roleId) => action.roleIds.includes(roleId));
    const current: Words = (texts) => (held.length === 0 ? texts.requirements.current.none : mentions(held));
    if (this.isMet(held, roleIds)) return Promise.resolve({ isMet: true, current });
    return Promise.resolve({
      isMet: false,
      current,
      reason: (texts) => this.reason(texts, held, roleIds),
    });
  }
}

@Injectable()
export class AllRolesKind extends RolesKind {
  readonly kind = 'role_all';
  readonly name: Words = (texts) => texts.requirements.names.role_all;

  protected override isMet(held: readonly string[], roleIds: readonly string[]): boolean {
    return held.length === roleIds.length;
  }

  protected override words({ requirements }: Texts, roles: string, isOne: boolean): string {
    return isOne ? requirements.role(roles) : requirements.allRoles(roles);
  }

  protected override reason(
    { requirements }: Texts,
    held: readonly string[],
    roleIds: readonly string[],
  ): string {
    return requirements.reasons.lacksRoles(mentions(roleIds.filter((roleId) => !held.includes(roleId))));
  }
}

@Injectable()
export class AnyRoleKind extends RolesKind {
  readonly kind = 'role_any';
  readonly name: Words = (texts) => texts.requirements.names.role_any;
  override readonly isRepeatable = true;

  protected override isMet(held: readonly string[]): boolean {
    return held.length > 0;
  }

  protected override words({ requirements }: Texts, roles: string, isOne: boolean): string {
    return isOne ? requirements.role(roles) : requirements.anyRole(roles);
  }

  protected override reason({ requirements }: Texts): string {
    return requirements.reasons.noneOfRoles;
  }
}

@Injectable()
export class NoRoleKind extends RolesKind {
  readonly kind = 'role_none';
  readonly name: Words = (texts) => texts.requirements.names.role_none;

  protected override isMet(held: readonly string[]): boolean {
    return held.length === 0;
  }

  protected override words({ requirements }: Texts, roles: string, isOne: boolean): string {
    return isOne ? requirements.notRole(roles) : requirements.noRole(roles);
  }

  protected override reason({ requirements }: Texts, held: readonly string[]): string {
    return requirements.reasons.hasRoles(mentions(held));
  }
}

const mentions = (roleIds: readonly string[]): string => roleIds.map(roleMention).join(', ');
