import { Prop, Schema } from '@nestjs/mongoose';
import type { Types } from 'mongoose';
import {
  collection,
  count,
  date,
  objectIdText,
  oneOf,
  optional,
  ownerId,
  pattern,
  snowflake,
} from '../../../infra/database/schema/index.js';

export const ATTEMPT_KINDS = ['duplicate', 'wallet', 'fraud'] as const;
export type AttemptKind = (typeof ATTEMPT_KINDS)[number];

/** A member's attempts of one kind at one allowlist, counted. */
@Schema()
export class EntryAttempt {
  _id!: Types.ObjectId;

  @Prop(objectIdText('The allowlist connection.'))
  connectionId!: string;

  @Prop(ownerId('erase', 'Of no use without the member.', snowflake('The member.')))
  discordId!: string;

  @Prop(oneOf(ATTEMPT_KINDS, 'A second entry, a wallet that is in already, or a refusal for risk.'))
  kind!: AttemptKind;

  @Prop(count('How often.'))
  count!: number;

  @Prop(optional(pattern(/^[a-z]+(-[a-z]+)*$/, 'Of `fraud`: the signal that weighed most.')))
  signal?: string;

  @Prop(date('When first.'))
  firstAt!: Date;

  @Prop(date('When last; 180 days later the row goes.'))
  lastAt!: Date;
}

export const entryAttempts = collection(EntryAttempt, {
  name: 'entry_attempts',
  holds: "A member's duplicate or fraudulent attempts at one allowlist, counted.",
  writtenBy: 'the press of a member that is turned away',
  ends: 'TTL: 180 days after the last attempt.',
  retention: {
    expires: {
      group: 'logs',
      field: 'lastAt',
      afterSeconds: 180 * 86_400,
      atLeastSeconds: 30 * 86_400,
      ttl: { name: 'last_ttl', serves: 'Ends what is long ago.' },
    },
    orphans: { of: 'discord_allowlist_connections', field: 'connectionId' },
    keeps: 'Nothing beyond its time.',
  },
  indexes: [
    {
      name: 'member_kind_unique',
      key: { connectionId: 1, discordId: 1, kind: 1 },
      unique: true,
      serves: 'One row per member and kind.',
    },
    {
      name: 'kind_newest',
      key: { connectionId: 1, kind: 1, lastAt: -1 },
      serves: 'The newest attempts, for managers.',
    },
    { name: 'member', key: { discordId: 1 }, serves: "A member's attempts: export and erasure." },
  ],
});
