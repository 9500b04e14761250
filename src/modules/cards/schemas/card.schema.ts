import { Prop, Schema } from '@nestjs/mongoose';
import {
  child,
  count,
  date,
  flag,
  list,
  oneOf,
  optional,
  writtenBy,
} from '../../../infra/database/schema/index.js';

/** Why a card can't be shown: its channel is gone, closed to the bot, or people keep deleting the card. */
export const CARD_TROUBLES = ['channel_gone', 'no_access', 'removed'] as const;
export type CardTroubleKind = (typeof CARD_TROUBLES)[number];

/** How many deletions of a card are remembered; so many within an hour are too many. */
export const KEPT_DELETIONS = 3;

@Schema()
export class CardTrouble {
  @Prop(oneOf(CARD_TROUBLES, 'What keeps the card from being shown.'))
  kind!: CardTroubleKind;

  @Prop(date('Since when.'))
  since!: Date;

  @Prop(
    flag(
      false,
      'Whether what it belongs to was open and was paused for it: then it goes on when this is over.',
    ),
  )
  hasPaused!: boolean;
}

/** The message in the channel, as state: a worker draws it while what it shows is not what is wanted. */
@Schema()
export class Card {
  @Prop(count('What the card should count: those who took part, or places taken.'))
  wanted!: number;

  @Prop(optional(count('What it counts now; absent until it was posted.')))
  shown?: number;

  @Prop(count('Goes up with each change of anything else that it shows.'))
  version!: number;

  @Prop(optional(count('The version that it shows; absent until it was posted.')))
  drawnVersion?: number;

  @Prop(
    optional(
      date('When the worker turns to it: to draw it, to show the end, or to look whether it is still there.'),
    ),
  )
  due?: Date;

  @Prop(optional(date('When a worker last turned to it: the pace of its channel is counted by this.')))
  takenAt?: Date;

  @Prop(optional(date('When its message was last edited.')))
  editedAt?: Date;

  @Prop(
    list(date('When its message was found deleted.'), KEPT_DELETIONS, 'Its last deletions, oldest first.'),
  )
  deletions!: Date[];

  @Prop(optional(writtenBy('the worker of cards', child(CardTrouble, 'What keeps it from being shown.'))))
  trouble?: CardTrouble;
}
