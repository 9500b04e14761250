import { Injectable } from '@nestjs/common';
import { DiscordApi, type FormField, type MemberAction, type Sent } from '../../../../infra/discord/index.js';
import { roleMention } from '../../../../kernel/discord-text.js';
import type { Texts } from '../../../../locales/index.js';
import type { DiscordTaskPost } from '../../schemas/task-post.schema.js';
import { NotDoneYetError } from '../../tasks.errors.js';
import { faultsOfRoles } from '../shared/roles.js';
import { type Asks, type AsksRead, type Verdict, Verifier } from '../verifier.port.js';

interface RoleAsks {
  /** Any of them is enough. */
  readonly roleIds: readonly string[];
}

const MOST_ROLES = 10;

/** Has one of some roles: each press names the member's roles of this very moment. */
@Injectable()
export class DiscordRoleVerifier extends Verifier {
  readonly type = 'discord_role';
  readonly isReviewed = false;
  readonly settings: readonly FormField[] = [
    {
      id: 'roleIds',
      label: (texts) => texts.taskTypes.role.label,
      hint: (texts) => texts.taskTypes.role.hint,
      input: { kind: 'role', max: MOST_ROLES },
    },
  ];

  constructor(private readonly discord: DiscordApi) {
    super();
  }

  override async readAsks(sent: Sent, guildId: string): Promise<AsksRead> {
    const roleIds = [...new Set(sent.roleIds)];
    if (roleIds.length === 0 || roleIds.length > MOST_ROLES)
      return { faults: [(texts) => texts.taskTypes.role.none(MOST_ROLES)] };
    const faults = await faultsOfRoles(this.discord, guildId, roleIds);
    return faults.length > 0 ? { faults } : { asks: { roleIds } };
  }

  override howTo(asks: Asks, texts: Texts): string {
    const { roleIds = [] } = asks as Partial<RoleAsks>;
    if (roleIds.length === 0) return texts.taskTypes.notSetUp;
    const roles = roleIds.map(roleMention).join(' ');
    return roleIds.length === 1 ? texts.taskCard.howRole(roles) : texts.taskTypes.role.howAny(roles);
  }

  override pages(): [] {
    return [];
  }

  override check(post: DiscordTaskPost, { roleIds: own }: MemberAction): Promise<Verdict> {
    const { roleIds } = post.taskData.asks as unknown as RoleAsks;
    if (roleIds.some((roleId) => own.includes(roleId))) return Promise.resolve({ state: 'verified' });
    const roles = roleIds.map(roleMention).join(' ');
    throw new NotDoneYetError('Has none of the roles', (texts) =>
      roleIds.length === 1 ? texts.errors.roleMissing(roles) : texts.taskTypes.role.missing(roles),
    );
  }
}
