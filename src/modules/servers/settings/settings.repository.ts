import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model, UpdateQuery } from 'mongoose';
import { INTERACTION_MAX_TIME_MS } from '../../../infra/database/index.js';
import {
  DiscordServerMapping,
  type RecentAuditEntry,
  type RolePermission,
} from '../schemas/server-mapping.schema.js';
import { KEPT_AUDIT_ENTRIES } from '../servers.repository.js';

export const MAX_ROLES = 25;

/** A linked server before and after a change. */
export interface Change {
  readonly before: DiscordServerMapping;
  readonly after: DiscordServerMapping;
}

/**
 * Changes of a server's configuration. Each sets what it is about and nothing else, so that two managers
 * don't undo each other; each gives `null` when there was nothing to change. To be called in a transaction.
 */
@Injectable()
export class SettingsRepository {
  constructor(
    @InjectModel(DiscordServerMapping.name) private readonly mappings: Model<DiscordServerMapping>,
  ) {}

  /** @param field its path in the configuration; without a value it is taken out */
  set(
    guildId: string,
    field: string,
    value: string | number | boolean | undefined,
    entry: RecentAuditEntry,
  ): Promise<Change | null> {
    const path = `botConfig.${field}`;
    return value === undefined
      ? this.change(guildId, { [path]: { $exists: true } }, { $unset: { [path]: '' } }, entry)
      : this.change(guildId, { [path]: { $ne: value } }, { $set: { [path]: value } }, entry);
  }

  /** Takes a value out of a field that holds it still. */
  drop(guildId: string, field: string, value: string, entry: RecentAuditEntry): Promise<Change | null> {
    const path = `botConfig.${field}`;
    return this.change(guildId, { [path]: value }, { $unset: { [path]: '' } }, entry);
  }

  /** Only of a role that has permissions already. */
  setRole(
    guildId: string,
    roleId: string,
    permissions: readonly RolePermission[],
    entry: RecentAuditEntry,
  ): Promise<Change | null> {
    const guard = {
      'botConfig.allowedRoles': { $elemMatch: { roleId, permissions: { $ne: [...permissions] } } },
    };
    const update = { $set: { 'botConfig.allowedRoles.$.permissions': [...permissions] } };
    return this.change(guildId, guard, update, entry);
  }

  /** Only a role that has none yet, and while there is room. */
  addRole(
    guildId: string,
    roleId: string,
    permissions: readonly RolePermission[],
    entry: RecentAuditEntry,
  ): Promise<Change | null> {
    const guard = {
      'botConfig.allowedRoles.roleId': { $ne: roleId },
      [`botConfig.allowedRoles.${String(MAX_ROLES - 1)}`]: { $exists: false },
    };
    const role = { roleId, permissions: [...permissions] };
    return this.change(guildId, guard, { $push: { 'botConfig.allowedRoles': role } }, entry);
  }

  removeRole(guildId: string, roleId: string, entry: RecentAuditEntry): Promise<Change | null> {
    const guard = { 'botConfig.allowedRoles.roleId': roleId };
    return this.change(guildId, guard, { $pull: { 'botConfig.allowedRoles': { roleId } } }, entry);
  }

  private async change(
    guildId: string,
    guard: object,
    update: UpdateQuery<DiscordServerMapping>,
    entry: RecentAuditEntry,
  ): Promise<Change | null> {
    const pushed = (update.$push ?? {}) as object;
    const auditLog = { $each: [entry], $slice: -KEPT_AUDIT_ENTRIES };
    const before = await this.mappings
      .findOneAndUpdate(
        { guildId, status: 'active', ...guard },
        { ...update, $push: { ...pushed, auditLog } },
        { returnDocument: 'before' },
      )
      .maxTimeMS(INTERACTION_MAX_TIME_MS)
      .lean<DiscordServerMapping>()
      .exec();
    if (before === null) return null;
    const after = await this.mappings
      .findOne({ guildId })
      .maxTimeMS(INTERACTION_MAX_TIME_MS)
      .lean<DiscordServerMapping>()
      .orFail()
      .exec();
    return { before, after };
  }
}
