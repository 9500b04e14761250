import { Prop, Schema } from '@nestjs/mongoose';
import type { Types } from 'mongoose';
import {
  child,
  collection,
  date,
  mentionedId,
  noMember,
  ofOwner,
  snowflake,
  text,
  wholeNumber,
} from '../../../infra/database/schema/index.js';
import { TaskContent } from './task-post.schema.js';

export const TEMPLATE_LIMITS = { name: 50, perServer: 50 } as const;

/** The indexes that decide who was first. */
export const ONE_OF_A_NAME = 'guild_name_unique';
export const ONE_OF_A_PLACE = 'guild_place_unique';

/** What tasks are made from, again and again. */
@Schema()
export class TaskTemplate {
  _id!: Types.ObjectId;

  @Prop(noMember(snowflake('The server.')))
  guildId!: string;

  @Prop(text(TEMPLATE_LIMITS.name, 'What managers call it. Cleaned, as typed: escaped when shown.'))
  name!: string;

  @Prop(text(2 * TEMPLATE_LIMITS.name, 'Its name without regard to case: one of each per server.'))
  nameKey!: string;

  @Prop(
    wholeNumber(
      { min: 1, max: TEMPLATE_LIMITS.perServer },
      'Which of the places of the server it takes: so there are never more.',
    ),
  )
  place!: number;

  @Prop(
    ofOwner(
      'keep',
      'What a server announces to its members; it says nothing of who typed it.',
      child(TaskContent, 'What a task made from it says and asks for.'),
    ),
  )
  content!: TaskContent;

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

export const taskTemplates = collection(TaskTemplate, {
  name: 'task_templates',
  holds: 'What tasks are made from, again and again.',
  writtenBy: 'managers, in the editor of a task',
  ends: 'When managers delete it.',
  retention: { keeps: 'Every template, until managers delete it.' },
  indexes: [
    {
      name: ONE_OF_A_NAME,
      key: { guildId: 1, nameKey: 1 },
      unique: true,
      serves: "A server's templates, by name; one of each name.",
    },
    {
      name: ONE_OF_A_PLACE,
      key: { guildId: 1, place: 1 },
      unique: true,
      serves: 'Never more templates than a server has places for.',
    },
  ],
});
