import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';

/** Who does a piece of work that one process at a time should do. Its only index is `_id`. */
@Schema({ collection: 'leases', strict: 'throw', versionKey: false })
export class LeaseRow {
  /** The work, such as `projections`. */
  @Prop({ type: String, required: true })
  _id!: string;

  /** Random per process; absent while it is free. */
  @Prop({ type: String })
  owner?: string;

  /** By the server's clock; whoever asks later may take it. */
  @Prop({ type: Date, required: true })
  until!: Date;

  /** Grows with each new owner. */
  @Prop({ type: Number, required: true, min: 0 })
  fence!: number;
}

export const LeaseRowSchema = SchemaFactory.createForClass(LeaseRow);
