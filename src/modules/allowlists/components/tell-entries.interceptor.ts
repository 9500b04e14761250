import {
  applyDecorators,
  type CallHandler,
  type ExecutionContext,
  Injectable,
  type NestInterceptor,
  UseInterceptors,
} from '@nestjs/common';
import type { RepliableInteraction } from 'discord.js';
import { from, mergeMap, type Observable } from 'rxjs';
import { actionOf, privately } from '../../../infra/discord/index.js';
import { textsOf } from '../../../locales/index.js';
import { UntoldEntries } from '../risk/untold-entries.service.js';
import { untoldEntriesView } from '../views/held.view.js';

/** After the answer, in a message beside it: what became of entries while the member could not be told. */
@Injectable()
export class TellEntriesInterceptor implements NestInterceptor {
  constructor(private readonly untold: UntoldEntries) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const [interaction] = context.getArgByIndex<[RepliableInteraction]>(0);
    const { guildId, discordId } = actionOf(interaction);
    const tell = (): Promise<void> =>
      this.untold.tell(guildId, discordId, (untold) =>
        interaction.followUp(privately(untoldEntriesView(untold, textsOf(interaction.locale)))),
      );
    return next.handle().pipe(mergeMap(() => from(tell())));
  }
}

/** On handlers by which members come in contact with allowlists; they answer with a message, not with a form. */
export const TellsOfEntries = () => applyDecorators(UseInterceptors(TellEntriesInterceptor));
