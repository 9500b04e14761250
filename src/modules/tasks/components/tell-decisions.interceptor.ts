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
import { UntoldDecisions } from '../reviews/untold-decisions.service.js';
import { untoldView } from '../views/untold.view.js';

/** After the answer, in a message beside it: what was decided while the member could not be told. */
@Injectable()
export class TellDecisionsInterceptor implements NestInterceptor {
  constructor(private readonly untold: UntoldDecisions) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const [interaction] = context.getArgByIndex<[RepliableInteraction]>(0);
    const { guildId, discordId } = actionOf(interaction);
    const tell = (): Promise<void> =>
      this.untold.tell(guildId, discordId, (untold) =>
        interaction.followUp(privately(untoldView(untold, textsOf(interaction.locale)))),
      );
    return next.handle().pipe(mergeMap(() => from(tell())));
  }
}

/** On handlers by which members come in contact with tasks; they answer with a message, not with a form. */
export const TellsDecisions = () => applyDecorators(UseInterceptors(TellDecisionsInterceptor));
