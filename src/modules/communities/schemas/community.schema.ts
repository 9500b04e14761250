import { Prop, Schema } from '@nestjs/mongoose';
import type { Types } from 'mongoose';
import {
  collection,
  date,
  initially,
  list,
  mentionedId,
  ofOwner,
  optional,
  snowflake,
  text,
  wholeNumber,
} from '../../../infra/database/schema/index.js';

@Schema()
export class Tier {
  @Prop(text(30, 'Name of the tier.'))
  name!: string;

  @Prop(wholeNumber({ min: 0 }, 'Points ever earned from which a member has it.'))
  minPoints!: number;
}

/** A community of the standalone platform: what a server is linked to, and what points belong to. */
@Schema()
export class Community {
  _id!: Types.ObjectId;

  @Prop(text(60, 'Not unique: two servers may both be "Sky Cats".', 2))
  name!: string;

  @Prop(
    optional(
      ofOwner(
        'keep',
        'Describes the community, not who typed it.',
        text(200, 'In the words of its admin.', 0),
      ),
    ),
  )
  description?: string;

  @Prop(
    mentionedId(
      'pseudonymise',
      'The community belongs to its server and its members.',
      snowflake('The admin who created it.'),
    ),
  )
  ownerId!: string;

  @Prop(initially('points', text(20, 'What its points are called.')))
  pointsName!: string;

  @Prop(list(Tier, 20, 'Tiers, lowest first.'))
  tiers!: Tier[];

  @Prop(date('When it was created.'))
  createdAt!: Date;
}

export const communities = collection(Community, {
  name: 'communities',
  holds: 'A community of the standalone platform.',
  writtenBy: 'its admin',
  ends: 'Never.',
  retention: { keeps: 'Every row: points belong to it.' },
  indexes: [{ name: 'owner', key: { ownerId: 1 }, serves: 'What a member owns: their export and erasure.' }],
});
