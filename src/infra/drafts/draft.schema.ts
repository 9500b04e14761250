import { Prop, Schema } from '@nestjs/mongoose';
import type { Types } from 'mongoose';
import {
  collection,
  date,
  flatForm,
  noMember,
  ownerId,
  pattern,
  snowflake,
} from '../database/schema/index.js';

/** What a member has typed into an unfinished form. Its id becomes the id of what the form makes. */
@Schema()
export class Draft {
  _id!: Types.ObjectId;

  @Prop(pattern(/^[a-z]+(-[a-z]+)*$/, 'Which form, such as `task`.'))
  kind!: string;

  @Prop(noMember(snowflake('The server.')))
  guildId!: string;

  @Prop(ownerId('erase', 'Nobody else may go on with it.', snowflake('Only this member may go on with it.')))
  discordId!: string;

  @Prop(flatForm(['string'], 'As typed, not yet checked: texts by field.'))
  values!: Record<string, string>;

  @Prop(date('When it is given up.'))
  expiresAt!: Date;
}

export const drafts = collection(Draft, {
  name: 'drafts',
  holds: 'What a member has typed into an unfinished form.',
  writtenBy: 'the form, at each step',
  ends: 'TTL: at `expiresAt`, 15 minutes after the last step.',
  retention: {
    expires: {
      group: 'expired',
      field: 'expiresAt',
      afterSeconds: 0,
      ttl: { name: 'expiry_ttl', serves: 'Ends what nobody finished.' },
    },
    keeps: 'A form that is being filled in.',
  },
  indexes: [{ name: 'member', key: { discordId: 1 }, serves: "A member's drafts: export and erasure." }],
});
