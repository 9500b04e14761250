import { Prop, raw, Schema, SchemaFactory } from '@nestjs/mongoose';
import type { Types } from 'mongoose';

export const COMPLETION_STATES = ['pending', 'verified', 'rejected'] as const;
export type CompletionState = (typeof COMPLETION_STATES)[number];

export const PROOF_MAX = 500;
export const REASON_MAX = 300;

export interface Proof {
  /** 1–500 characters, cleaned, as typed. */
  text: string;
  submittedAt: Date;
}

export interface Review {
  decidedBy: string;
  decidedAt: Date;
  /** For a rejection: what the member reads. */
  reason?: string;
}

/** What a row still owes to its member. */
export const DEBTS = ['points', 'notice'] as const;
export type Debt = (typeof DEBTS)[number];

/** One member's attempt at one task; the unique index lets one press win. */
@Schema({ collection: 'task_completions', strict: 'throw', versionKey: false })
export class TaskCompletion {
  _id!: Types.ObjectId;

  @Prop({ type: String, required: true })
  taskPostId!: string;

  @Prop({ type: String, required: true })
  guildId!: string;

  @Prop({ type: String, required: true })
  communityId!: string;

  @Prop({ type: String, required: true })
  discordId!: string;

  /** The interaction that wrote the row: the same one again means "you're in", another "already in". */
  @Prop({ type: String, required: true })
  interactionId!: string;

  @Prop({ type: String, required: true, enum: COMPLETION_STATES })
  state!: CompletionState;

  /** Copied from the task: what this attempt is worth. */
  @Prop({ type: Number, required: true, min: 1 })
  points!: number;

  @Prop(
    raw({
      text: { type: String, required: true, maxlength: PROOF_MAX },
      submittedAt: { type: Date, required: true },
    }),
  )
  proof?: Proof;

  @Prop(
    raw({
      decidedBy: { type: String, required: true },
      decidedAt: { type: Date, required: true },
      reason: { type: String, maxlength: REASON_MAX },
    }),
  )
  review?: Review;

  /** How often it was sent: 1 at first, one more for each try after a rejection. */
  @Prop({ type: Number, required: true, min: 1 })
  attempt!: number;

  @Prop({ type: Date, required: true })
  createdAt!: Date;

  /** When it was found true. */
  @Prop({ type: Date })
  verifiedAt?: Date;

  @Prop({ type: [String], required: true, enum: DEBTS, default: undefined })
  owes!: Debt[];

  /** When the worker should settle what is owed; absent when nothing is. */
  @Prop({ type: Date })
  due?: Date;
}

export const TaskCompletionSchema = SchemaFactory.createForClass(TaskCompletion);

/** One row per member and task: decides every race of presses. */
TaskCompletionSchema.index({ taskPostId: 1, discordId: 1 }, { name: 'task_member_unique', unique: true });
/** Serves the count of a task, from the index alone. */
TaskCompletionSchema.index({ taskPostId: 1, state: 1 }, { name: 'task_state' });
/** Serves `/tasks show:mine`, newest first. */
TaskCompletionSchema.index({ guildId: 1, discordId: 1, _id: -1 }, { name: 'member_newest' });
/** Serves the review queue, oldest first. */
TaskCompletionSchema.index(
  { guildId: 1, state: 1, 'proof.submittedAt': 1, _id: 1 },
  { name: 'review_queue' },
);
/** Serves a member's history in a review. */
TaskCompletionSchema.index({ communityId: 1, discordId: 1, state: 1 }, { name: 'member_state' });
/** Serves `TaskCompletionsRepository.claimDue`. */
TaskCompletionSchema.index(
  { due: 1 },
  { name: 'due', partialFilterExpression: { due: { $gt: new Date(0) } } },
);
