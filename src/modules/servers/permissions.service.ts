import { Injectable } from '@nestjs/common';
import type { MemberAction } from '../../infra/discord/index.js';
import { ROLE_PERMISSIONS, type RolePermission } from './schemas/server-mapping.schema.js';
import { PermissionMissingError } from './servers.errors.js';
import { ServersRepository } from './servers.repository.js';

/** What members may do by their roles, beside those with Manage Server. */
@Injectable()
export class PermissionsService {
  constructor(private readonly servers: ServersRepository) {}

  /** None in a server that is not linked. At most a second behind what managers set. */
  async ofRoles(guildId: string, roleIds: readonly string[]): Promise<ReadonlySet<RolePermission>> {
    const server = await this.servers.findActiveKept(guildId);
    // Discord gives @everyone the id of the server; what everybody may do needs no permission.
    const held = (server?.botConfig.allowedRoles ?? []).filter(
      ({ roleId }) => roleId !== guildId && roleIds.includes(roleId),
    );
    return new Set(held.flatMap(({ permissions }) => permissions));
  }

  /** What a member may do now: everything, or what their roles hold. */
  async of({ guildId, roleIds }: MemberAction, isManager: boolean): Promise<ReadonlySet<RolePermission>> {
    return isManager ? new Set(ROLE_PERMISSIONS) : this.ofRoles(guildId, roleIds);
  }

  /** @throws PermissionMissingError when the roles hold none of these */
  async assertAny(
    guildId: string,
    roleIds: readonly string[],
    needed: readonly RolePermission[],
  ): Promise<void> {
    const held = await this.ofRoles(guildId, roleIds);
    if (!needed.some((permission) => held.has(permission))) throw new PermissionMissingError(needed);
  }
}
