import { TellsAtContact } from '../../../infra/untold/index.js';
import { UntoldEntries } from '../risk/untold-entries.service.js';
import { untoldEntriesView } from '../views/held.view.js';

/** On handlers by which members come in contact with allowlists. */
export const TellsOfEntries = () => TellsAtContact(UntoldEntries, untoldEntriesView);
