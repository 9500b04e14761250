import { ListAllowlistsSlash } from '../commands/list-allowlists.slash.js';
import { AllowlistsPageButton } from '../components/allowlists-page.button.js';
import { EnterControls } from '../components/enter.button.js';
import { OwnEntryButtons } from '../components/own-entry.button.js';
import { AllowlistListService } from './allowlist-list.service.js';
import { BonusesService } from './bonuses.service.js';
import { EnteringService } from './entering.service.js';
import { EntryFormsService } from './entry-forms.service.js';
import { OwnEntriesService } from './own-entries.service.js';

/** What members do with an allowlist, for its module. */
export const entering = [
  ListAllowlistsSlash,
  AllowlistsPageButton,
  EnterControls,
  OwnEntryButtons,
  AllowlistListService,
  BonusesService,
  EnteringService,
  EntryFormsService,
  OwnEntriesService,
];
