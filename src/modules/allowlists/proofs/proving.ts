import { DrawStandings } from './draw-standings.service.js';

/** What lets everybody see and check a draw. */
export const proving = [DrawStandings];
