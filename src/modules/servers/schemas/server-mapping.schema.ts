import { Prop, raw, Schema, SchemaFactory } from '@nestjs/mongoose';
import type { Types } from 'mongoose';

export const MAPPING_STATUSES = ['active', 'unlinked'] as const;

export interface GuildInfo {
  name: string;
  icon?: string;
  ownerId: string;
  /** The server's language as Discord gave it when it was linked. */
  locale: string;
}

export interface AuditEntry {
  action: string;
  actorId: string;
  at: Date;
}

/** One Discord server and the community that it belongs to: one row per guild, relinking reuses it. */
@Schema({ collection: 'discord_server_mappings', strict: 'throw', versionKey: false })
export class DiscordServerMapping {
  _id!: Types.ObjectId;

  @Prop({ type: String, required: true })
  guildId!: string;

  @Prop({ type: String, required: true })
  communityId!: string;

  /** The Discord id of the admin who linked it. */
  @Prop({ type: String, required: true })
  linkedBy!: string;

  @Prop({ type: Date, required: true })
  linkedAt!: Date;

  @Prop({ type: String, required: true, enum: MAPPING_STATUSES })
  status!: (typeof MAPPING_STATUSES)[number];

  @Prop(
    raw({
      name: { type: String, required: true },
      icon: { type: String },
      ownerId: { type: String, required: true },
      locale: { type: String, required: true },
    }),
  )
  guildInfo!: GuildInfo;

  /** The newest entries, at most 20. */
  @Prop(raw([{ _id: false, action: String, actorId: String, at: Date }]))
  auditLog!: AuditEntry[];
}

export const DiscordServerMappingSchema = SchemaFactory.createForClass(DiscordServerMapping);

/** One row per guild; serves every lookup by server. */
DiscordServerMappingSchema.index({ guildId: 1 }, { name: 'guild_unique', unique: true });
/** A community belongs to one server while that is linked. */
DiscordServerMappingSchema.index(
  { communityId: 1 },
  { name: 'active_community_unique', unique: true, partialFilterExpression: { status: 'active' } },
);
