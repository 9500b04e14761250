import { Refunds } from '../entries/refunds.service.js';
import { AllowlistCardEffect } from '../cards/allowlist-card.effect.js';
import { AllowlistCardLossesRepository } from '../cards/allowlist-card-losses.repository.js';
import { AllowlistCardLosses } from '../cards/allowlist-card-losses.service.js';
import { ManagedAllowlistCards } from '../cards/managed-allowlist-cards.js';
import { AllowlistCardsRepository } from '../cards/allowlist-cards.repository.js';
import { AllowlistClock } from './allowlist-clock.service.js';
import { AllowlistLifeEffect } from './allowlist-life.effect.js';
import { AllowlistLifeService } from './allowlist-life.service.js';
import { AllowlistLifecycle } from './allowlist-lifecycle.service.js';
import { AllowlistLivesRepository } from './allowlist-lives.repository.js';
import { AllowlistMoves } from './allowlist-moves.service.js';

import { ManageAllowlistSlash } from '../commands/manage-allowlist.slash.js';
import { AllowlistAutocomplete } from '../commands/options/allowlist.autocomplete.js';
import { ManageAllowlistControls } from '../components/manage-allowlist.button.js';
import { ManageAllowlistService } from '../manage-allowlist.service.js';
import { AllowlistEndsService } from './allowlist-ends.service.js';

/** What happens to an allowlist between *Post* and its draw, for its module. */
export const life = [
  ManageAllowlistSlash,
  AllowlistAutocomplete,
  ManageAllowlistControls,
  ManageAllowlistService,
  AllowlistEndsService,
  AllowlistLifecycle,
  AllowlistLivesRepository,
  AllowlistMoves,
  AllowlistLifeService,
  AllowlistClock,
  AllowlistLifeEffect,
  Refunds,
  AllowlistCardsRepository,
  AllowlistCardLossesRepository,
  AllowlistCardLosses,
  ManagedAllowlistCards,
  AllowlistCardEffect,
];
