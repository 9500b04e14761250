import { type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Interaction } from 'discord.js';
import { PermissionGuard, PermissionsService, type RolePermission } from '../servers/index.js';
import { TemplatesService } from './templates.service.js';

/** Who may keep templates is for their owner to say, whom the custom id names. After `GuildOnlyGuard`. */
@Injectable()
export class TemplatesGuard extends PermissionGuard {
  constructor(
    reflector: Reflector,
    permissions: PermissionsService,
    private readonly templates: TemplatesService,
  ) {
    super(reflector, permissions);
  }

  protected override needed(context: ExecutionContext): readonly RolePermission[] {
    const [interaction] = context.getArgByIndex<[Interaction]>(0);
    const [, , owner = ''] = 'customId' in interaction ? interaction.customId.split('/') : [];
    return this.templates.permissionsFor(owner);
  }
}
