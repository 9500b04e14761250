import { EnterControls } from '../components/enter.button.js';
import { BonusesService } from './bonuses.service.js';
import { EnteringService } from './entering.service.js';
import { EntryFormsService } from './entry-forms.service.js';

/** What members do with an allowlist, for its module. */
export const entering = [EnterControls, EnteringService, EntryFormsService, BonusesService];
