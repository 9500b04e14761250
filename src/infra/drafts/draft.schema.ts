import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';
import { Schema as MongooseSchema, type Types } from 'mongoose';

/** What a member has typed into an unfinished form. Its id becomes the id of what the form makes. */
@Schema({ collection: 'drafts', strict: 'throw', versionKey: false })
export class Draft {
  _id!: Types.ObjectId;

  /** Which form, such as `task`. */
  @Prop({ type: String, required: true })
  kind!: string;

  @Prop({ type: String, required: true })
  guildId!: string;

  /** Only this member may go on with it. */
  @Prop({ type: String, required: true })
  discordId!: string;

  /** As typed, not yet checked: strings by field. */
  @Prop({ type: MongooseSchema.Types.Mixed, required: true })
  values!: Record<string, string>;

  @Prop({ type: Date, required: true })
  expiresAt!: Date;
}

export const DraftSchema = SchemaFactory.createForClass(Draft);

/** Ends what nobody finished. */
DraftSchema.index({ expiresAt: 1 }, { name: 'expiry_ttl', expireAfterSeconds: 0 });
