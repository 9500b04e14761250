import { Prop, Schema } from '@nestjs/mongoose';
import type { Types } from 'mongoose';
import { DAY_MS, SECOND_MS } from '../../../kernel/clock.js';
import {
  collection,
  date,
  list,
  mentionedId,
  oneOf,
  optional,
  ownerId,
  pattern,
  personal,
  snowflake,
} from '../../../infra/database/schema/index.js';
import { WALLET_CHAINS, type WalletChain } from '../wallets/wallet-address.rules.js';

/** `kept`: its holder objected. `void`: it came to nothing, as the claimant had no room or was overtaken. */
export const CLAIM_STATES = ['open', 'moved', 'kept', 'void'] as const;
export type ClaimState = (typeof CLAIM_STATES)[number];

/** What a claim still owes: the word to its holder, the move, what both hear of its end, the flags. */
export const CLAIM_DEBTS = ['warn', 'move', 'flag', 'tell-holder', 'tell-claimant'] as const;
export type ClaimDebt = (typeof CLAIM_DEBTS)[number];

export const ENDED_CLAIM_LIFE_MS = 30 * DAY_MS;

/** A member proved a wallet that another one holds: it moves after 72 hours, unless that one objects. */
@Schema()
export class WalletClaim {
  _id!: Types.ObjectId;

  @Prop(personal(pattern(/^[0-9A-Za-z]{26,64}$/, 'The address, spelt as in `wallets`.')))
  address!: string;

  @Prop(oneOf(WALLET_CHAINS, 'The chain, as CAIP-2 namespaces it.'))
  chain!: WalletChain;

  @Prop(ownerId('erase', 'The claim ends with who made it.', snowflake('Who proved the wallet now.')))
  claimantId!: string;

  @Prop(
    optional(
      mentionedId(
        'erase',
        'The wallet is free then, and the claim of the other member goes on.',
        snowflake('Who proved it before and holds it.'),
      ),
    ),
  )
  holderId?: string;

  @Prop(date('When the claimant proved it.'))
  claimedAt!: Date;

  @Prop(date('When it moves: 72 hours later, or at once when its holder removes it.'))
  movesAt!: Date;

  @Prop(oneOf(CLAIM_STATES, 'How it ended, if it has.'))
  state!: ClaimState;

  @Prop(optional(date('When it ended.')))
  endedAt?: Date;

  @Prop(list(oneOf(CLAIM_DEBTS, 'One thing.'), CLAIM_DEBTS.length, 'What it still owes.'))
  owes!: ClaimDebt[];

  @Prop(optional(date('From when on what it owes is done; absent when it owes nothing.')))
  due?: Date;
}

export const walletClaims = collection(WalletClaim, {
  name: 'wallet_claims',
  holds: 'A fresh proof of a wallet that another member holds.',
  writtenBy: '`/account wallet`, then the worker',
  ends: 'TTL: 30 days after it ended, so that the same claim is not made again and again.',
  retention: {
    expires: {
      group: 'expired',
      field: 'endedAt',
      afterSeconds: ENDED_CLAIM_LIFE_MS / SECOND_MS,
      ttl: { name: 'ended_ttl', serves: 'Ends what is settled.' },
    },
    keeps: 'A claim that waits for its 72 hours.',
  },
  indexes: [
    {
      name: 'open_unique',
      key: { address: 1 },
      unique: true,
      partialFilterExpression: { state: 'open' },
      serves: 'One claim at a time on a wallet.',
    },
    {
      name: 'claimant_state_newest',
      key: { claimantId: 1, state: 1, _id: -1 },
      serves: "A member's claims in a state, newest first; export and erasure.",
    },
    {
      name: 'holder_state_newest',
      key: { holderId: 1, state: 1, _id: -1 },
      serves: 'Claims against a member in a state, newest first; erasure.',
    },
    {
      name: 'due',
      key: { due: 1 },
      partialFilterExpression: { due: { $gt: new Date(0) } },
      serves: 'The worker: what is due.',
    },
  ],
});
