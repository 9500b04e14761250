import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import { CardLossRows } from '../../cards/index.js';
import { DiscordTaskPost } from '../schemas/task-post.schema.js';
import { TASK_CARDS } from './cards.repository.js';

@Injectable()
export class CardLossesRepository extends CardLossRows<DiscordTaskPost> {
  constructor(@InjectModel(DiscordTaskPost.name) posts: Model<DiscordTaskPost>) {
    super(posts, TASK_CARDS, (now) => ({ closedAt: now, lifeDue: '$$REMOVE' }));
  }
}
