import { Prop, Schema } from '@nestjs/mongoose';
import { freeForm, noMember, pattern } from '../../../infra/database/schema/index.js';

export const MOST_REQUIREMENTS = 10;

/** What a member must be or have: part of a task, and of an allowlist. */
@Schema()
export class Requirement {
  @Prop(pattern(/^[a-z]+(_[a-z]+)*$/, 'Which requirement, such as `role_all`.'))
  kind!: string;

  @Prop(noMember(freeForm('What it asks for, in the form of its kind.')))
  asks!: Record<string, unknown>;
}
