import { type ArgumentsHost, Catch, HttpException } from '@nestjs/common';
import { BaseExceptionFilter, HttpAdapterHost } from '@nestjs/core';
import type { Interaction } from 'discord.js';
import { NecordArgumentsHost } from 'necord';
import { ErrorReplies } from './error-replies.js';

/** Words every error of a handler. Bound in `app.module.ts`, so it sees HTTP and `@On` listeners too. */
@Catch()
export class DiscordExceptionFilter extends BaseExceptionFilter {
  constructor(
    adapterHost: HttpAdapterHost,
    private readonly replies: ErrorReplies,
  ) {
    super(adapterHost.httpAdapter);
  }

  /** Async on purpose: outside HTTP, returning nothing would mean "not handled" to Nest. */
  // eslint-disable-next-line @typescript-eslint/no-misused-promises -- see above
  override async catch(error: unknown, host: ArgumentsHost): Promise<void> {
    if (host.getType() === 'http') {
      super.catch(
        error instanceof Error || error instanceof HttpException ? error : new Error(String(error)),
        host,
      );
      return;
    }
    const necord = NecordArgumentsHost.create(host);
    if (necord.getDiscovery().isListener()) throw error;
    const [interaction] = necord.getContext<[Interaction]>();
    await this.replies.answer(interaction, error);
  }
}
