import { TellsAtContact } from '../../../infra/untold/index.js';
import { UntoldDecisions } from '../reviews/untold-decisions.service.js';
import { untoldView } from '../views/untold.view.js';

/** On handlers by which members come in contact with tasks. */
export const TellsDecisions = () => TellsAtContact(UntoldDecisions, untoldView);
