import type { Types } from 'mongoose';
import type { Collection } from '../../infra/database/schema/index.js';
import type { Card } from './schemas/card.schema.js';

/** What every document with a card has. */
export interface CardRow {
  readonly _id: Types.ObjectId;
  readonly guildId: string;
  readonly channelId: string;
  readonly communityId: string;
  readonly messageId?: string;
  readonly createdAt: Date;
  readonly card: Card;
}

/** How it stands, as far as its card goes by it. */
export interface CardState {
  /** As typed. */
  readonly title: string;
  readonly status: string;
  readonly endsAt: Date;
}

/**
 * A kind of document with a card, such as tasks: where the things stand that decide about the card. Every kind
 * names three of its states `active`, `paused` and `cancelled`.
 */
export interface CardKind<Row extends CardRow> {
  readonly collection: Collection;
  /** Before the names of its entries in the audit, and of what managers are told. */
  readonly name: 'task' | 'allowlist';
  /** The sub-document with `status`, and the field in it that says when it ends. */
  readonly data: string;
  readonly ends: string;
  /** In these its card is posted again when it is lost, and members take part: `active` and `paused`. */
  readonly openStatuses: readonly string[];
  /** In these it has a card, which is kept true. */
  readonly cardStatuses: readonly string[];
  stateOf(row: Row): CardState;
}

export const statusPath = ({ data }: Pick<CardKind<never>, 'data'>): string => `${data}.status`;
export const endPath = ({ data, ends }: Pick<CardKind<never>, 'data' | 'ends'>): string => `${data}.${ends}`;
