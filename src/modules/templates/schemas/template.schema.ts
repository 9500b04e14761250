import { Prop, Schema } from '@nestjs/mongoose';
import type { Types } from 'mongoose';
import {
  collection,
  date,
  freeForm,
  mentionedId,
  noMember,
  ofOwner,
  oneOf,
  snowflake,
  text,
  wholeNumber,
} from '../../../infra/database/schema/index.js';

/** What is made from templates. */
export const TEMPLATE_KINDS = ['task', 'allowlist'] as const;
export type TemplateKind = (typeof TEMPLATE_KINDS)[number];

/** Of each kind. */
export const TEMPLATE_LIMITS = { name: 50, perServer: 50 } as const;

/** The indexes that decide who was first. */
export const ONE_OF_A_NAME = 'guild_name_unique';
export const ONE_OF_A_PLACE = 'guild_place_unique';

/** What tasks or allowlists are made from, again and again. */
@Schema()
export class Template {
  _id!: Types.ObjectId;

  @Prop(noMember(snowflake('The server.')))
  guildId!: string;

  @Prop(oneOf(TEMPLATE_KINDS, 'What is made from it.'))
  kind!: TemplateKind;

  @Prop(text(TEMPLATE_LIMITS.name, 'What managers call it. Cleaned, as typed: escaped when shown.'))
  name!: string;

  @Prop(text(2 * TEMPLATE_LIMITS.name, 'Its name without regard to case: one of each per server and kind.'))
  nameKey!: string;

  @Prop(
    wholeNumber(
      { min: 1, max: TEMPLATE_LIMITS.perServer },
      'Which of the places of its kind in the server it takes: so there are never more.',
    ),
  )
  place!: number;

  @Prop(
    ofOwner(
      'keep',
      'What a server announces to its members; it says nothing of who typed it.',
      freeForm('What one that is made from it says and asks for, in the form of its kind.'),
    ),
  )
  content!: Record<string, unknown>;

  @Prop(
    mentionedId(
      'pseudonymise',
      'What a server keeps stays; who saved it goes.',
      snowflake('The manager who saved it.'),
    ),
  )
  createdBy!: string;

  @Prop(date('When it was saved.'))
  createdAt!: Date;
}

export const templates = collection(Template, {
  name: 'templates',
  holds: 'What tasks and allowlists are made from, again and again.',
  writtenBy: 'managers, in the editor of a task or of an allowlist',
  ends: 'When managers delete it.',
  retention: { keeps: 'Every template, until managers delete it.' },
  indexes: [
    {
      name: ONE_OF_A_NAME,
      key: { guildId: 1, kind: 1, nameKey: 1 },
      unique: true,
      serves: "A server's templates, by name; one of each name.",
    },
    {
      name: ONE_OF_A_PLACE,
      key: { guildId: 1, kind: 1, place: 1 },
      unique: true,
      serves: 'Never more templates than a server has places for.',
    },
  ],
});
