import { type ArgumentsHost, Injectable } from '@nestjs/common';
import type { Interaction } from 'discord.js';
import { NecordArgumentsHost } from 'necord';
import { ErrorReplies } from './error-replies.js';

/** Words every error of a handler; `@On` listeners are seen too. */
@Injectable()
export class DiscordExceptionFilter {
  constructor(private readonly replies: ErrorReplies) {}

  /** @throws the error of a listener, which nobody waits for an answer to */
  async catch(error: unknown, host: ArgumentsHost): Promise<void> {
    const necord = NecordArgumentsHost.create(host);
    if (necord.getDiscovery().isListener()) throw error;
    const [interaction] = necord.getContext<[Interaction]>();
    await this.replies.answer(interaction, error);
  }
}
