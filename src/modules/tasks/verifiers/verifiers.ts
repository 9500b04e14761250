import { Injectable } from '@nestjs/common';
import type { TaskType } from '../schemas/task-post.schema.js';
import { CustomVerifier } from './custom.verifier.js';
import { DiscordJoinVerifier } from './discord-join.verifier.js';
import type { Verifier } from './verifier.port.js';

@Injectable()
export class Verifiers {
  private readonly byType: Record<TaskType, Verifier>;

  constructor(discordJoin: DiscordJoinVerifier, custom: CustomVerifier) {
    this.byType = { discord_join: discordJoin, custom };
  }

  for(type: TaskType): Verifier {
    return this.byType[type];
  }
}
