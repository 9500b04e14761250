import { Prop, raw, Schema, SchemaFactory } from '@nestjs/mongoose';
import type { Types } from 'mongoose';

export interface DiscordUserInfo {
  username?: string;
}

/** A member's account. In standalone mode it exists from the first action; nobody must link one. */
@Schema({ collection: 'discord_account_links', strict: 'throw', versionKey: false })
export class DiscordAccountLink {
  _id!: Types.ObjectId;

  @Prop({ type: String, required: true })
  discordId!: string;

  /** As Discord showed it when the member last did something. */
  @Prop(raw({ username: { type: String } }))
  discordUserInfo!: DiscordUserInfo;

  @Prop({ type: Date, required: true })
  createdAt!: Date;
}

export const DiscordAccountLinkSchema = SchemaFactory.createForClass(DiscordAccountLink);

/** One account per member; serves every lookup by member. */
DiscordAccountLinkSchema.index({ discordId: 1 }, { name: 'discord_unique', unique: true });
