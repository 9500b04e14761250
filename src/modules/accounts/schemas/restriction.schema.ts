import { Prop, Schema } from '@nestjs/mongoose';
import type { Types } from 'mongoose';
import {
  collection,
  date,
  list,
  mentionedId,
  ofOwner,
  oneOf,
  optional,
  pattern,
} from '../../../infra/database/schema/index.js';

export const RESTRICTED_KINDS = ['member', 'browser'] as const;
export type RestrictedKind = (typeof RESTRICTED_KINDS)[number];
/** As many failures in the window lock. */
export const FAILURES_TO_LOCK = 5;
export const REMEMBERED_MEMBERS = 20;

const HMAC = /^[\w-]{43}$/;

@Schema()
export class LinkedFromHere {
  @Prop(
    mentionedId(
      'erase',
      'Who has used a browser goes with the member.',
      pattern(HMAC, 'HMAC of the member’s id.'),
    ),
  )
  member!: string;

  @Prop(date('When they last linked.'))
  at!: Date;
}

/** Failed attempts and locks of a member or a browser, and who linked from a browser. Nothing of it is plain. */
@Schema()
export class Restriction {
  _id!: Types.ObjectId;

  @Prop(oneOf(RESTRICTED_KINDS, 'Whose id the HMAC is of.'))
  kind!: RestrictedKind;

  @Prop(
    ofOwner(
      'keep',
      'Only while a lock runs, or nobody could be locked: the row goes at its end, at once without a lock.',
      pattern(HMAC, 'HMAC of the id; only the key ring of the service can make it again.'),
    ),
  )
  subject!: string;

  @Prop(list(date('When one failed.'), FAILURES_TO_LOCK, 'Attempts that failed since the last lock.'))
  failures!: Date[];

  @Prop(optional(date('Until when no attempt is let through.')))
  lockedUntil?: Date;

  @Prop(list(LinkedFromHere, REMEMBERED_MEMBERS, 'Of a browser: who linked an account with it.'))
  members!: LinkedFromHere[];

  @Prop(date('From when none of it matters any more.'))
  expiresAt!: Date;
}

export const restrictions = collection(Restriction, {
  name: 'restrictions',
  holds: 'Attempts and locks of a member or a browser, by an HMAC of the id.',
  writtenBy: 'linking accounts and wallets',
  ends: 'TTL: at `expiresAt`; a lock also outlives the erasure of its member.',
  retention: {
    expires: {
      group: 'tokens',
      field: 'expiresAt',
      afterSeconds: 0,
      ttl: { name: 'expiry_ttl', serves: 'Ends what no longer restricts anybody.' },
    },
    keeps: 'A lock that runs, attempts of the last minutes, links of the last 30 days.',
  },
  indexes: [
    {
      name: 'subject_unique',
      key: { subject: 1 },
      unique: true,
      serves: 'One row for each member or browser; every attempt looks there.',
    },
    { name: 'member', key: { 'members.member': 1 }, serves: 'The browsers of a member: erasure.' },
  ],
});
