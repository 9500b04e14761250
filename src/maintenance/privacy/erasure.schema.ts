import { Prop, Schema } from '@nestjs/mongoose';
import type { Types } from 'mongoose';
import {
  collection,
  date,
  list,
  mentionedId,
  noMember,
  optional,
  snowflake,
  text,
  writtenBy,
} from '../../infra/database/schema/index.js';

/** An erasure that is under way. Nothing of it is left when it is done. */
@Schema()
export class Erasure {
  _id!: Types.ObjectId;

  @Prop(
    mentionedId(
      'keep',
      'Until the erasure is done, which takes its own row away at its end.',
      snowflake('Who is erased.'),
    ),
  )
  discordId!: string;

  @Prop(
    optional(
      noMember(snowflake('The random id that takes the place of theirs. Forgotten before they are told.')),
    ),
  )
  pseudonym?: string;

  @Prop(text(10, 'The language in which the member is told that it is done.'))
  locale!: string;

  @Prop(date('When the member asked for it.'))
  requestedAt!: Date;

  @Prop(writtenBy('the worker', list(text(60, 'A step.'), 100, 'Steps that are done.')))
  done!: string[];

  @Prop(date('When the worker should go on.'))
  due!: Date;
}

export const erasures = collection(Erasure, {
  name: 'erasures',
  holds: 'An erasure that is under way.',
  writtenBy: '`/account privacy delete`',
  ends: 'When it is done.',
  retention: { keeps: 'An erasure that is under way.' },
  indexes: [
    { name: 'discord_unique', key: { discordId: 1 }, unique: true, serves: 'Asked for twice it is one.' },
    { name: 'due', key: { due: 1 }, serves: '`ErasuresRepository.claimDue`.' },
  ],
});
