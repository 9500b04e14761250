import { Prop, Schema } from '@nestjs/mongoose';
import type { mongo, Types } from 'mongoose';
import {
  bytes,
  child,
  collection,
  count,
  date,
  flag,
  freeForm,
  list,
  maskedLines,
  mentionedId,
  noMember,
  objectIdText,
  ofOwner,
  oneOf,
  optional,
  pattern,
  serverTimestamp,
  snowflake,
  text,
  wholeNumber,
  writtenBy,
} from '../../../infra/database/schema/index.js';
import { ALLOWLIST_LIMITS, DRAW_METHODS } from './allowlist-connection.schema.js';

/**
 * `closing`: its list is to be fixed; `committed`: it is, and so is the commitment where places are drawn by lot;
 * `posted`: the commitment stands in the channel; `drawn`: winners stand; `announced`: they were told.
 */
export const DRAW_STATES = ['closing', 'committed', 'posted', 'drawn', 'announced'] as const;
export const DISQUALIFICATIONS = ['left', 'ineligible', 'unclaimed', 'declined', 'fraud', 'other'] as const;
export const CLAIM_STATES = ['open', 'claimed', 'declined', 'unclaimed'] as const;

const HASH = /^[0-9a-f]{64}$/;

@Schema()
export class DrawPost {
  @Prop(noMember(snowflake('The server.')))
  guildId!: string;

  @Prop(noMember(snowflake('The channel.')))
  channelId!: string;

  @Prop(noMember(snowflake('The message with the commitment; its id goes into the draw.')))
  messageId!: string;
}

@Schema()
export class Winner {
  @Prop(wholeNumber({ min: 1 }, 'Place in the ranking.'))
  rank!: number;

  @Prop(
    ofOwner(
      'keep',
      'The draw can be checked for ever; a hash with a salt that is gone leads back to nobody.',
      pattern(HASH, 'Its line in the list.'),
    ),
  )
  entrant!: string;

  @Prop(
    optional(
      mentionedId(
        'erase',
        'A winner is masked: the proof still holds, and names nobody.',
        snowflake('The member; absent once masked.'),
      ),
    ),
  )
  discordId?: string;

  @Prop(
    optional(
      ofOwner(
        'erase',
        'Without it the line of the list can be led back to nobody.',
        pattern(/^[0-9a-f]{32}$/, 'Its salt; absent once masked.'),
      ),
    ),
  )
  salt?: string;

  @Prop(writtenBy('the winner, or the clock', oneOf(CLAIM_STATES, 'Whether the prize was claimed.')))
  claim!: (typeof CLAIM_STATES)[number];

  @Prop(
    writtenBy(
      'the winner',
      optional(ofOwner('erase', 'Masked with the winner.', text(128, 'The address that the prize goes to.'))),
    ),
  )
  wallet?: string;

  @Prop(optional(date('When the place was announced; absent before.')))
  toldAt?: Date;

  @Prop(optional(date('Until when the winner may claim; absent where nothing is to be claimed.')))
  claimBy?: Date;

  @Prop(optional(date('When the winner was reminded of that; absent before.')))
  remindedAt?: Date;

  @Prop(
    optional(
      flag(false, 'Whether the reminder could not be told by direct message: the channel tells it then.'),
    ),
  )
  isUnreached?: boolean;
}

/** A message that may be out already: it is looked for before it is sent again. */
@Schema()
export class Sending {
  @Prop(pattern(/^[a-z]+(-[0-9]+)*$/, 'Which message.'))
  key!: string;

  @Prop(date('When it was sent first, as far as anybody knows.'))
  since!: Date;
}

@Schema()
export class Disqualification {
  @Prop(wholeNumber({ min: 1 }, 'Place in the ranking.'))
  rank!: number;

  @Prop(
    ofOwner(
      'keep',
      'The draw can be checked for ever; a hash with a salt that is gone leads back to nobody.',
      pattern(HASH, 'Its line in the list.'),
    ),
  )
  entrant!: string;

  @Prop(oneOf(DISQUALIFICATIONS, 'Why.'))
  code!: (typeof DISQUALIFICATIONS)[number];

  @Prop(date('When.'))
  at!: Date;
}

/** Of an application: whom managers have picked and not announced yet. */
@Schema()
export class Pick {
  @Prop(mentionedId('erase', 'Nobody was told of it; its item goes.', snowflake('The member who applied.')))
  discordId!: string;

  @Prop(ofOwner('erase', 'Goes with the item.', pattern(HASH, 'Their line in the list.')))
  entrant!: string;

  @Prop(optional(ofOwner('erase', 'Goes with the item.', text(128, 'The address that the prize goes to.'))))
  wallet?: string;
}

/** Commitment, randomness and winners of one allowlist: everything that its proof needs but the list. */
@Schema()
export class Draw {
  _id!: Types.ObjectId;

  @Prop(text(64, 'The allowlist; one draw each, for ever.'))
  allowlistId!: string;

  @Prop(noMember(snowflake('The server.')))
  guildId!: string;

  @Prop(oneOf(DRAW_STATES, 'How far it is; only ever forward.'))
  state!: (typeof DRAW_STATES)[number];

  @Prop(oneOf(DRAW_METHODS, 'How its winners were found.'))
  method!: (typeof DRAW_METHODS)[number];

  @Prop(
    optional(
      noMember(
        freeForm('Exactly the keys of the draw protocol; hashed as it stands. Only where places are drawn.'),
      ),
    ),
  )
  commitment?: Record<string, unknown>;

  @Prop(
    writtenBy(
      'managers',
      optional(
        noMember(
          snowflake(
            'Where it is told, if not in the channel of its card: that one can not be used any more.',
          ),
        ),
      ),
    ),
  )
  channelId?: string;

  @Prop(optional(child(DrawPost, 'Where the commitment was posted.')))
  post?: DrawPost;

  @Prop(optional(noMember(freeForm('What the draw protocol reveals; absent before.'))))
  randomness?: Record<string, unknown>;

  @Prop(list(Winner, ALLOWLIST_LIMITS.winners, 'By rank.'))
  winners!: Winner[];

  @Prop(
    writtenBy(
      'managers and the checks before the draw',
      list(
        Disqualification,
        ALLOWLIST_LIMITS.winners,
        'Places that were passed over; only grows, in the order of events.',
      ),
    ),
  )
  disqualified!: Disqualification[];

  @Prop(
    writtenBy(
      'managers',
      list(Pick, ALLOWLIST_LIMITS.winners, 'Of an application: picked and not announced yet, in order.'),
    ),
  )
  picks!: Pick[];

  @Prop(writtenBy('managers', count('How often `picks` was changed: what is announced is what was seen.')))
  pickRevision!: number;

  @Prop(optional(date('When the list was fixed; absent before.')))
  frozenAt?: Date;

  @Prop(count('Entries on the list.'))
  entryCount!: number;

  @Prop(count('Entries that were left out because no manager had decided on them.'))
  leftOut!: number;

  @Prop(count('Records of `disqualified` that were announced.'))
  recordsTold!: number;

  @Prop(count('Messages of the announcement that are out.'))
  pagesTold!: number;

  @Prop(optional(child(Sending, 'The message that is being sent; absent when its outcome is known.')))
  sending?: Sending;

  @Prop(optional(serverTimestamp('Of first come, first served: `seq` of the last entry that had its turn.')))
  reached?: mongo.Timestamp;

  @Prop(optional(date('When winners stood.')))
  drawnAt?: Date;

  @Prop(optional(date('When the worker should go on; absent when nothing is to be done.')))
  due?: Date;
}

export const draws = collection(Draw, {
  name: 'draws',
  holds: 'Commitment, randomness, winners, disqualified and claims of one allowlist.',
  writtenBy: 'the draw',
  ends: 'Never; erasure masks a member.',
  retention: { keeps: 'Every row: winners and proofs can be checked for ever.' },
  indexes: [
    { name: 'allowlist_unique', key: { allowlistId: 1 }, unique: true, serves: 'One draw per allowlist.' },
    { name: 'guild_newest', key: { guildId: 1, _id: -1 }, serves: 'The draws of a server, newest first.' },
    {
      name: 'winner',
      key: { 'winners.discordId': 1 },
      serves: "A member's wins: figures, export and erasure.",
    },
    {
      name: 'due',
      key: { due: 1 },
      partialFilterExpression: { due: { $gt: new Date(0) } },
      serves: 'Draws that wait for the next step.',
    },
  ],
});

/** A part of a frozen list: at most 4 MB of lines, so that any list fits. */
@Schema()
export class DrawListPart {
  _id!: Types.ObjectId;

  @Prop(objectIdText('The draw.'))
  drawId!: string;

  @Prop(text(64, 'The allowlist.'))
  allowlistId!: string;

  @Prop(wholeNumber({ min: 0 }, 'Its number, from 0.'))
  part!: number;

  @Prop(wholeNumber({ min: 0 }, 'Index of its first line.'))
  from!: number;

  @Prop(flag(false, 'Whether nothing follows: no part is ever added behind it.'))
  isLast!: boolean;

  @Prop(
    maskedLines(
      'The line is masked: id and salt go, and the proof of the draw still holds.',
      bytes('Lines of `entries.ndjson`, in the order of the list; up to 4 MB.'),
    ),
  )
  lines!: mongo.Binary;
}

export const drawLists = collection(DrawListPart, {
  name: 'draw_lists',
  holds: 'The frozen list of a draw, in parts of at most 4 MB.',
  writtenBy: 'the draw',
  ends: 'Never; masked by erasure and when the entries go.',
  retention: { keeps: 'Every row: without the list nobody can check a draw.' },
  indexes: [
    {
      name: 'allowlist_part_unique',
      key: { allowlistId: 1, part: 1 },
      unique: true,
      serves: 'The list, in order.',
    },
  ],
});
