import { DrawAutocomplete } from '../commands/options/draw.autocomplete.js';
import { VerifyDrawSlash } from '../commands/verify-draw.slash.js';
import { DrawStandings } from './draw-standings.service.js';
import { VerifyDrawService } from './verify-draw.service.js';

/** What lets everybody see and check a draw. */
export const proving = [DrawStandings, VerifyDrawService, VerifyDrawSlash, DrawAutocomplete];
