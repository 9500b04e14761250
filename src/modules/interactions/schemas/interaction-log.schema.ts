import { Prop, Schema } from '@nestjs/mongoose';
import type { Types } from 'mongoose';
import {
  child,
  collection,
  count,
  date,
  decimal,
  flag,
  freeForm,
  initially,
  noMember,
  oneOf,
  optional,
  ownerId,
  searchedForId,
  snowflake,
  text,
  wholeNumber,
} from '../../../infra/database/schema/index.js';

export const INTERACTION_TYPES = [
  'command',
  'autocomplete',
  'component',
  'modal',
  'menu',
  'unknown',
] as const;
export type LoggedType = (typeof INTERACTION_TYPES)[number];

/** `repeated` ones are not logged: their first delivery is. */
export const OUTCOMES = [
  'done',
  'denied',
  'refused',
  'failed',
  'unconfirmed',
  'unknown',
  'malformed',
] as const;
export type Outcome = (typeof OUTCOMES)[number];

@Schema()
export class LoggedInteraction {
  @Prop(oneOf(INTERACTION_TYPES, 'What was done.'))
  type!: LoggedType;

  @Prop(optional(text(100, 'The command with its group, such as `/task create`.')))
  commandName?: string;

  @Prop(
    optional(
      searchedForId(
        'erase',
        'Where a control that another member pressed names this one.',
        text(100, 'The id of the control that was pressed.'),
      ),
    ),
  )
  customId?: string;

  @Prop(
    optional(
      searchedForId(
        'erase',
        'Where another member named this one; what was named goes.',
        freeForm('Options by name: ids, numbers and choices as they are, texts as their length.'),
      ),
    ),
  )
  options?: Record<string, unknown>;
}

@Schema()
export class LoggedTiming {
  @Prop(date('When Discord made it: the time in its id. 90 days later the row goes.'))
  timestamp!: Date;

  @Prop(
    optional(decimal({ min: 0 }, 'Milliseconds from its arrival to the first answer; absent without one.')),
  )
  responseTime?: number;

  @Prop(decimal({ min: 0 }, 'Milliseconds from its arrival to the end of its handler.'))
  processingTime!: number;
}

@Schema()
export class LoggedPerformance {
  @Prop(optional(wholeNumber({ min: 0 }, 'Bytes of heap in use at its end; sampled once a second.')))
  memoryUsage?: number;

  @Prop(optional(decimal({ min: 0 }, 'CPU of the process, cores in use; sampled once a second.')))
  cpuUsage?: number;

  @Prop(
    optional(decimal({ min: 0 }, 'Milliseconds from its making at Discord to its arrival, by two clocks.')),
  )
  networkLatency?: number;
}

@Schema()
export class LoggedSecurity {
  @Prop(initially(0, wholeNumber({ min: 0, max: 100 }, 'Risk that was seen, 0 to 100.')))
  riskScore!: number;

  @Prop(flag(false, "Whether something didn't fit: an id of another server, a forged control."))
  suspiciousActivity!: boolean;

  @Prop(flag(false, 'Whether it was turned away for coming too often.'))
  rateLimited!: boolean;
}

@Schema()
export class LoggedBusiness {
  @Prop(count('Points that the member was promised by it.'))
  pointsAwarded!: number;

  @Prop(flag(false, 'Whether it completed a task.'))
  taskCompleted!: boolean;

  @Prop(flag(false, 'Whether it was what the card was posted for: a completion, an entry.'))
  conversionEvent!: boolean;
}

@Schema()
export class LoggedOutcome {
  @Prop(oneOf(OUTCOMES, 'How it ended.'))
  status!: Outcome;

  @Prop(optional(text(60, 'Code of the error, where there was one.')))
  errorCode?: string;

  @Prop(optional(text(60, 'What the member was told to name, where something broke.')))
  incidentId?: string;
}

/** One interaction, also a denied, failed or late one; never its token. */
@Schema()
export class DiscordInteractionLog {
  _id!: Types.ObjectId;

  @Prop(noMember(snowflake('The interaction. Delivered twice it is one row.')))
  interactionId!: string;

  @Prop(optional(noMember(snowflake('The server; absent in direct messages.'))))
  guildId?: string;

  @Prop(optional(noMember(snowflake('The channel.'))))
  channelId?: string;

  @Prop(ownerId('erase', 'Of use only while the member is there.', snowflake('The member.')))
  userId!: string;

  @Prop(child(LoggedInteraction, 'What was done.'))
  interaction!: LoggedInteraction;

  @Prop(child(LoggedTiming, 'When, and how long it took.'))
  timing!: LoggedTiming;

  @Prop(child(LoggedPerformance, 'How the process was doing.'))
  performance!: LoggedPerformance;

  @Prop(child(LoggedSecurity, 'What was suspicious about it.'))
  security!: LoggedSecurity;

  @Prop(child(LoggedBusiness, 'What it was worth.'))
  businessData!: LoggedBusiness;

  @Prop(child(LoggedOutcome, 'How it ended.'))
  outcome!: LoggedOutcome;
}

export const interactionLogs = collection(DiscordInteractionLog, {
  name: 'discord_interaction_logs',
  holds: 'One interaction of a member with the bot.',
  writtenBy: 'the log, once the interaction ended',
  ends: 'TTL: 90 days after it happened.',
  retention: {
    expires: {
      group: 'logs',
      field: 'timing.timestamp',
      afterSeconds: 90 * 86_400,
      // The figures of a server are made of that many days.
      atLeastSeconds: 30 * 86_400,
      ttl: { name: 'timestamp_ttl', serves: 'Ends what is 90 days old; streams of a period.' },
    },
    keeps: 'Nothing beyond its time.',
  },
  indexes: [
    {
      name: 'interaction_unique',
      key: { interactionId: 1 },
      unique: true,
      serves: 'Delivered twice is one row.',
    },
    {
      name: 'guild_newest',
      key: { guildId: 1, 'timing.timestamp': -1, userId: 1 },
      serves: 'The figures of a server, and its newest interactions.',
    },
    {
      name: 'user_newest',
      key: { userId: 1, 'timing.timestamp': -1 },
      serves: "A member's newest interactions; export and erasure.",
    },
    {
      name: 'type_newest',
      key: { 'interaction.type': 1, 'timing.timestamp': -1 },
      serves: 'Figures by type.',
    },
    {
      name: 'command_newest',
      key: { 'interaction.commandName': 1, 'timing.timestamp': -1 },
      serves: 'Figures by command.',
    },
    {
      name: 'control_user',
      key: { 'interaction.customId': 1, userId: 1, 'outcome.errorCode': 1 },
      partialFilterExpression: { 'interaction.customId': { $gt: '' } },
      serves: 'Who viewed a card and who tried the task, from the index alone.',
    },
  ],
});
