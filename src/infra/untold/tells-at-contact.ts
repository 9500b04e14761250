import {
  type CallHandler,
  type ExecutionContext,
  Inject,
  mixin,
  type NestInterceptor,
  type Type,
  UseInterceptors,
} from '@nestjs/common';
import type { RepliableInteraction } from 'discord.js';
import { from, mergeMap, type Observable } from 'rxjs';
import { type Texts, textsOf } from '../../locales/index.js';
import { actionOf, privately, type View } from '../discord/index.js';
import type { UntoldNews } from './untold-news.js';
import type { UntoldRow } from './untold-rows.js';

type Source<News> = Pick<UntoldNews<UntoldRow, News>, 'tell'>;

/**
 * On handlers by which members come in contact with something; they answer with a message, not with a form. After the
 * answer, in a message beside it: the news.
 */
export function TellsAtContact<News>(
  source: Type<Source<News>>,
  viewOf: (news: News, texts: Texts) => View,
): MethodDecorator & ClassDecorator {
  class TellingInterceptor implements NestInterceptor {
    constructor(@Inject(source) private readonly untold: Source<News>) {}

    intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
      const [interaction] = context.getArgByIndex<[RepliableInteraction]>(0);
      const { guildId, discordId } = actionOf(interaction);
      const tell = (): Promise<void> =>
        this.untold.tell(guildId, discordId, (news) =>
          interaction.followUp(privately(viewOf(news, textsOf(interaction.locale)))),
        );
      return next.handle().pipe(mergeMap(() => from(tell())));
    }
  }
  return UseInterceptors(mixin(TellingInterceptor));
}
