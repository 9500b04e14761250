import { Injectable } from '@nestjs/common';
import { DiscordApi, type View } from '../../../infra/discord/index.js';
import { Clock } from '../../../kernel/clock.js';
import { textsOf } from '../../../locales/index.js';
import { CardEffect } from '../../cards/index.js';
import { RequirementsService } from '../../requirements/index.js';
import { ServersService } from '../../servers/index.js';
import type { DiscordTaskPost } from '../schemas/task-post.schema.js';
import { taskDetailsId } from '../tasks.custom-ids.js';
import { Verifiers } from '../verifiers/verifiers.js';
import { taskCardView } from '../views/task-card.view.js';
import { CardLossesService } from './card-losses.service.js';
import { CardsRepository, TASK_CARDS } from './cards.repository.js';

export const TASK_CARD = 'task-card';

@Injectable()
export class TaskCardEffect extends CardEffect<DiscordTaskPost> {
  readonly name = TASK_CARD;

  constructor(
    cards: CardsRepository,
    losses: CardLossesService,
    discord: DiscordApi,
    clock: Clock,
    private readonly servers: ServersService,
    private readonly verifiers: Verifiers,
    private readonly requirements: RequirementsService,
  ) {
    super(TASK_CARDS, cards, losses, discord, clock);
  }

  protected override async viewOf(post: DiscordTaskPost, now: Date): Promise<View> {
    const isLinked = await this.servers.isLinkedTo(post.guildId, post.communityId);
    const { type, requirements } = post.taskData;
    const texts = textsOf(post.locale);
    const shown = {
      post,
      verifier: this.verifiers.for(type),
      requirements: requirements.map((one) => this.requirements.describe(one, texts)),
      isLinked,
    };
    return taskCardView(shown, now);
  }

  protected override markOf({ _id }: DiscordTaskPost): string {
    return taskDetailsId.build({ postId: _id.toHexString() });
  }

  protected override unpaused(post: DiscordTaskPost): DiscordTaskPost {
    return Object.assign({}, post, { taskData: Object.assign({}, post.taskData, { status: 'active' }) });
  }
}
