import { Prop, Schema } from '@nestjs/mongoose';
import type { Types } from 'mongoose';
import {
  child,
  collection,
  date,
  list,
  mentionedId,
  noMember,
  ofOwner,
  oneOf,
  optional,
  pattern,
  snowflake,
  text,
} from '../database/schema/index.js';

export const ACTOR_KINDS = ['admin', 'member', 'operator', 'service'] as const;
export type ActorKind = (typeof ACTOR_KINDS)[number];

@Schema()
export class AuditActor {
  @Prop(oneOf(ACTOR_KINDS, 'Who acted.'))
  kind!: ActorKind;

  @Prop(
    mentionedId(
      'keep',
      'Who changed a server must stay known to those whom the change concerned; MongoDB itself refuses the service any change of the trail. Members who act for themselves stand here as an HMAC of their id, which nobody can read back.',
      text(
        64,
        'Discord id of an admin; HMAC of that of a member; name of an operator or of the part of the service.',
      ),
    ),
  )
  id!: string;
}

@Schema()
export class AuditTarget {
  @Prop(text(60, 'The collection.'))
  kind!: string;

  @Prop(text(64, 'The document.'))
  id!: string;
}

@Schema()
export class AuditChange {
  @Prop(text(100, 'The field, as a path.'))
  field!: string;

  @Prop(optional(text(500, 'As JSON; absent where there was nothing; `"changed"` for what is private.')))
  before?: string;

  @Prop(optional(text(500, 'As JSON; absent where there is nothing; `"changed"` for what is private.')))
  after?: string;
}

/** One change by an admin, a member or an operator. Append-only. */
@Schema()
export class AuditEntry {
  _id!: Types.ObjectId;

  @Prop(pattern(/^[a-z]+(\.[a-z-]+)+$/, 'What was done, such as `community.link`.'))
  action!: string;

  @Prop(child(AuditActor, 'Who did it.'))
  actor!: AuditActor;

  @Prop(child(AuditTarget, 'What was changed.'))
  target!: AuditTarget;

  @Prop(optional(noMember(snowflake('The server, where it was in one.'))))
  guildId?: string;

  @Prop(
    ofOwner(
      'keep',
      'Names nobody: of a field that says something of a member only that it changed is told.',
      list(AuditChange, 100, 'Field by field.'),
    ),
  )
  changes!: AuditChange[];

  @Prop(
    optional(
      ofOwner(
        'keep',
        'Part of the trail; says why, not of whom.',
        text(300, 'Why, in the words of whoever did it.'),
      ),
    ),
  )
  reason?: string;

  @Prop(text(64, 'The interaction, request or job in which it happened.'))
  correlationId!: string;

  @Prop(date('When.'))
  at!: Date;
}

export const auditEntries = collection(AuditEntry, {
  name: 'audit_entries',
  holds: 'Who changed what, before and after; no secrets, no personal values.',
  writtenBy: 'the audit trail, with the change',
  ends: 'Never by TTL, nor by the cleanup: the trail is append-only.',
  retention: { keeps: "Every row: the service's own database user can't delete one." },
  indexes: [
    {
      name: 'guild_newest',
      key: { guildId: 1, _id: -1 },
      serves: "`/community audit`: a server's changes, newest first.",
    },
    {
      name: 'guild_action_newest',
      key: { guildId: 1, action: 1, _id: -1 },
      serves: 'One kind of change in a server: how many, and the newest ones.',
    },
    {
      name: 'guild_actor_newest',
      key: { guildId: 1, 'actor.id': 1, _id: -1 },
      serves: '`/community audit`: what one person did in a server, newest first.',
    },
    {
      name: 'guild_actor_action_newest',
      key: { guildId: 1, 'actor.id': 1, action: 1, _id: -1 },
      serves: '`/community audit`: one kind of change by one person.',
    },
    {
      name: 'target_newest',
      key: { 'target.kind': 1, 'target.id': 1, _id: -1 },
      serves: 'The changes of one document, newest first.',
    },
    {
      name: 'actor_newest',
      key: { 'actor.id': 1, _id: -1 },
      serves: 'What one actor did; export and erasure.',
    },
  ],
});
