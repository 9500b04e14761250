import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import { type CardKind, CardPace, CardRows } from '../../cards/index.js';
import {
  allowlistConnections,
  CARD_STATUSES,
  DiscordAllowlistConnection,
  OPEN_STATUSES,
} from '../schemas/allowlist-connection.schema.js';

export const ALLOWLIST_CARDS: CardKind<DiscordAllowlistConnection> = {
  collection: allowlistConnections,
  name: 'allowlist',
  data: 'allowlistData',
  ends: 'endsAt',
  openStatuses: OPEN_STATUSES,
  cardStatuses: CARD_STATUSES,
  stateOf: ({ allowlistData: { title, status, endsAt } }) => ({ title, status, endsAt }),
};

@Injectable()
export class AllowlistCardsRepository extends CardRows<DiscordAllowlistConnection> {
  constructor(
    @InjectModel(DiscordAllowlistConnection.name) allowlists: Model<DiscordAllowlistConnection>,
    pace: CardPace,
  ) {
    super(allowlists, ALLOWLIST_CARDS, pace);
  }
}
