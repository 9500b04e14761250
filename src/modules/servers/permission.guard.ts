import { type CanActivate, type ExecutionContext, Injectable, SetMetadata } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { type Interaction, PermissionFlagsBits } from 'discord.js';
import { ACKNOWLEDGE_WITHIN_MS, actionOf, inTime } from '../../infra/discord/index.js';
import { PermissionsService } from './permissions.service.js';
import type { RolePermission } from './schemas/server-mapping.schema.js';

const NEEDED = 'needed-permissions';

/** What `PermissionGuard` asks for: one of these is enough. On a handler, or on its class. */
export const NeedsPermission = (...permissions: [RolePermission, ...RolePermission[]]) =>
  SetMetadata(NEEDED, permissions);

/** Whether the payload of this very step says that the member may manage the server. */
export const isManager = (interaction: Pick<Interaction, 'memberPermissions'>): boolean =>
  interaction.memberPermissions?.has(PermissionFlagsBits.ManageGuild) ?? false;

/**
 * Manage Server, or a role that managers have allowed to do this. Permissions and roles are those of the
 * payload of this very step: what was lost between a command and its form is missed at the form. After
 * `GuildOnlyGuard`.
 */
@Injectable()
export class PermissionGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly permissions: PermissionsService,
  ) {}

  /**
   * @throws PermissionMissingError
   * @throws OutcomeUnknownError the database doesn't answer in time
   */
  async canActivate(context: ExecutionContext): Promise<boolean> {
    const [interaction] = context.getArgByIndex<[Interaction]>(0);
    const needed = this.needed(context);
    if (isManager(interaction)) return true;
    const { guildId, roleIds } = actionOf(interaction);
    await inTime(this.permissions.assertAny(guildId, roleIds, needed), ACKNOWLEDGE_WITHIN_MS);
    return true;
  }

  /** One of these is enough. */
  protected needed(context: ExecutionContext): readonly RolePermission[] {
    const targets = [context.getHandler(), context.getClass()];
    const needed = this.reflector.getAllAndOverride<RolePermission[] | undefined>(NEEDED, targets);
    if (needed === undefined) throw new TypeError('A handler has PermissionGuard, but no @NeedsPermission');
    return needed;
  }
}
