import { Injectable } from '@nestjs/common';
import { TaskOptionsError } from '../tasks.errors.js';
import type { TaskType } from '../schemas/task-post.schema.js';
import { CustomVerifier } from './custom/custom.verifier.js';
import { DiscordJoinVerifier } from './discord_join/discord-join.verifier.js';
import type { Verifier } from './verifier.port.js';

/** All types of tasks that this version knows. */
@Injectable()
export class Verifiers {
  private readonly byType: ReadonlyMap<string, Verifier>;

  constructor(discordJoin: DiscordJoinVerifier, custom: CustomVerifier) {
    this.byType = new Map<TaskType, Verifier>([discordJoin, custom].map((one) => [one.type, one]));
  }

  /** @throws TaskOptionsError a type of another version */
  for(type: string): Verifier {
    const verifier = this.byType.get(type);
    if (verifier !== undefined) return verifier;
    throw new TaskOptionsError('No such type of task', (texts) => texts.errors.outOfDate);
  }
}
