import { type ArgumentsHost, Catch, type ExceptionFilter as NestFilter } from '@nestjs/common';
import { DiscordExceptionFilter } from './infra/discord/index.js';
import { HttpErrors } from './infra/web/index.js';

/** Words every error, wherever it was thrown: one filter, as Nest asks only one that catches all. */
@Catch()
export class ExceptionFilter implements NestFilter {
  constructor(
    private readonly discord: DiscordExceptionFilter,
    private readonly http: HttpErrors,
  ) {}

  /** Async on purpose: outside HTTP, returning nothing would mean "not handled" to Nest. */
  async catch(error: unknown, host: ArgumentsHost): Promise<void> {
    if (host.getType() === 'http') this.http.catch(error, host);
    else await this.discord.catch(error, host);
  }
}
