import { PicksControls } from '../components/picks.button.js';
import { ApplicationsRepository } from './applications.repository.js';
import { PickNotices } from './pick-notices.service.js';
import { PicksRepository } from './picks.repository.js';
import { PicksService } from './picks.service.js';

/** What lets managers choose winners from applications. */
export const picking = [PicksControls, ApplicationsRepository, PickNotices, PicksRepository, PicksService];
