import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';
import type { Types } from 'mongoose';

/** A community of the standalone platform: what a server is linked to, and what points belong to. */
@Schema({ collection: 'communities', strict: 'throw', versionKey: false })
export class Community {
  _id!: Types.ObjectId;

  /** 2–60 characters. Not unique: two servers may both be "Sky Cats". */
  @Prop({ type: String, required: true, minlength: 2, maxlength: 60 })
  name!: string;

  @Prop({ type: String, maxlength: 200 })
  description?: string;

  /** The Discord id of the admin who created it. */
  @Prop({ type: String, required: true })
  ownerId!: string;

  @Prop({ type: Date, required: true })
  createdAt!: Date;
}

export const CommunitySchema = SchemaFactory.createForClass(Community);
