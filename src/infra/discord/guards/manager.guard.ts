import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { type Interaction, PermissionFlagsBits } from 'discord.js';
import { ManagerOnlyError } from './access-errors.js';

/**
 * Manage Server, read from the payload of this very step: hiding a command is no protection, and a
 * permission may be lost between a command and the form that it opened.
 */
@Injectable()
export class ManagerGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    const [interaction] = context.getArgByIndex<[Interaction]>(0);
    if (interaction.memberPermissions?.has(PermissionFlagsBits.ManageGuild)) return true;
    throw new ManagerOnlyError('The member lacks Manage Server');
  }
}
