import { Prop, raw, Schema, SchemaFactory } from '@nestjs/mongoose';
import type { Types } from 'mongoose';

export const TASK_TYPES = ['discord_join', 'custom'] as const;
export type TaskType = (typeof TASK_TYPES)[number];

export const TASK_STATUSES = ['active', 'cancelled'] as const;
export type TaskStatus = (typeof TASK_STATUSES)[number];

export const TASK_LIMITS = { title: 100, description: 500, minPoints: 1, maxPoints: 10_000 } as const;

export interface TaskData {
  /** 1–100 characters, cleaned, as typed: escaped when shown. */
  title: string;
  /** 1–500 characters, cleaned, as typed. */
  description: string;
  type: TaskType;
  points: number;
  status: TaskStatus;
  /** `discord_join`: the role that a member needs too. */
  roleId?: string;
  expiresAt: Date;
}

export interface InteractionStats {
  /** Verified completions, recounted by the projection. */
  completions: number;
}

/** The message in the channel, as state: a worker edits it while `shown` differs from `wanted`. */
export interface Card {
  /** Completions that the card should show. */
  wanted: number;
  /** Completions that it shows; absent until it was posted. */
  shown?: number;
  /** When the worker should look at it: at the latest when the task is over; absent when nothing is to be done. */
  due?: Date;
}

/** A task posted to a channel. Its id is that of the draft it was made from, so a form makes one task. */
@Schema({ collection: 'discord_task_posts', strict: 'throw', versionKey: false })
export class DiscordTaskPost {
  _id!: Types.ObjectId;

  @Prop({ type: String, required: true })
  guildId!: string;

  @Prop({ type: String, required: true })
  channelId!: string;

  /** Absent until Discord has taken the message. */
  @Prop({ type: String })
  messageId?: string;

  /** Fixed at posting: points belong to it even when the server is linked elsewhere later. */
  @Prop({ type: String, required: true })
  communityId!: string;

  @Prop({ type: String, required: true })
  createdBy!: string;

  @Prop({ type: Date, required: true })
  createdAt!: Date;

  /** The language of the card: the server's. */
  @Prop({ type: String, required: true })
  locale!: string;

  @Prop(
    raw({
      title: { type: String, required: true, maxlength: TASK_LIMITS.title },
      description: { type: String, required: true, maxlength: TASK_LIMITS.description },
      type: { type: String, required: true, enum: TASK_TYPES },
      points: { type: Number, required: true, min: TASK_LIMITS.minPoints, max: TASK_LIMITS.maxPoints },
      status: { type: String, required: true, enum: TASK_STATUSES },
      roleId: { type: String },
      expiresAt: { type: Date, required: true },
    }),
  )
  taskData!: TaskData;

  @Prop(raw({ completions: { type: Number, required: true, min: 0 } }))
  interactionStats!: InteractionStats;

  @Prop(raw({ wanted: { type: Number, required: true }, shown: { type: Number }, due: { type: Date } }))
  card!: Card;
}

export const DiscordTaskPostSchema = SchemaFactory.createForClass(DiscordTaskPost);

/** One row per message. */
DiscordTaskPostSchema.index(
  { messageId: 1 },
  { name: 'message_unique', unique: true, partialFilterExpression: { messageId: { $gt: '' } } },
);
/** Serves `TaskPostsRepository.pageOfOpen`, newest first. */
DiscordTaskPostSchema.index({ guildId: 1, 'taskData.status': 1, _id: -1 }, { name: 'guild_status_newest' });
/** Serves `TaskPostsRepository.claimDueCards`. */
DiscordTaskPostSchema.index(
  { 'card.due': 1 },
  { name: 'card_due', partialFilterExpression: { 'card.due': { $gt: new Date(0) } } },
);
/** Serves `TaskPostsRepository.openIds`. */
DiscordTaskPostSchema.index({ 'taskData.status': 1, 'taskData.expiresAt': 1 }, { name: 'status_expiry' });
