import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import { CardLossRows } from '../../cards/index.js';
import { DiscordAllowlistConnection } from '../schemas/allowlist-connection.schema.js';
import { ALLOWLIST_CARDS } from './allowlist-cards.repository.js';

@Injectable()
export class AllowlistCardLossesRepository extends CardLossRows<DiscordAllowlistConnection> {
  constructor(@InjectModel(DiscordAllowlistConnection.name) allowlists: Model<DiscordAllowlistConnection>) {
    // Its retention begins when everything that was paid is given back.
    super(allowlists, ALLOWLIST_CARDS, () => ({ lifeDue: '$$REMOVE' }));
  }
}
