import { Prop, Schema } from '@nestjs/mongoose';
import type { Types } from 'mongoose';
import {
  collection,
  date,
  freeForm,
  list,
  noMember,
  oneOf,
  optional,
  ownerId,
  pattern,
  snowflake,
  text,
  wholeNumber,
} from '../database/schema/index.js';

export const TOKEN_KINDS = [
  'oauth-start',
  'oauth-state',
  'wallet-nonce',
  'wallet-page',
  'transfer-code',
] as const;
export type TokenKind = (typeof TOKEN_KINDS)[number];

/** A secret that works once; only its hash is kept. */
@Schema()
export class OneTimeToken {
  _id!: Types.ObjectId;

  @Prop(oneOf(TOKEN_KINDS, 'What it is good for.'))
  kind!: TokenKind;

  @Prop(pattern(/^[0-9a-f]{64}$/, 'SHA-256 of the token.'))
  hash!: string;

  @Prop(
    optional(ownerId('erase', 'It works for this member only.', snowflake('The member it was made for.'))),
  )
  discordId?: string;

  @Prop(optional(noMember(snowflake('The server it was made in.'))))
  guildId?: string;

  @Prop(freeForm('What must be known again when it is used.'))
  data!: Record<string, unknown>;

  @Prop(optional(date('When it was used; it never works again.')))
  usedAt?: Date;

  @Prop(optional(wholeNumber({ min: 1 }, 'How often it was looked at, where it may be before its use.')))
  looks?: number;

  @Prop(
    optional(pattern(/^[0-9a-f]{64}$/, 'SHA-256 of another secret that its use needs, such as a cookie.')),
  )
  boundTo?: string;

  @Prop(list(text(20, 'A kind of misuse.'), 5, 'Misuses that were told of: each once.'))
  misuses!: string[];

  @Prop(date('From when it no longer works.'))
  expiresAt!: Date;
}

export const oneTimeTokens = collection(OneTimeToken, {
  name: 'one_time_tokens',
  holds: 'The hash of a secret that works once: OAuth states, wallet nonces and pages, transfer codes.',
  writtenBy: 'whoever issues the token',
  ends: 'TTL: one hour after `expiresAt`, so that a replay is known for what it is.',
  retention: {
    expires: {
      group: 'tokens',
      field: 'expiresAt',
      afterSeconds: 3_600,
      ttl: { name: 'expiry_ttl', serves: 'Ends what no longer works.' },
    },
    keeps: 'A token that still works.',
  },
  indexes: [
    { name: 'hash_unique', key: { hash: 1 }, unique: true, serves: 'The use of a token.' },
    { name: 'member', key: { discordId: 1 }, serves: "A member's tokens: erasure." },
  ],
});
