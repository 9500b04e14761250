import { DrawAllowlistSlash } from '../commands/draw-allowlist.slash.js';
import { DrawPanelControls } from '../components/draw-panel.button.js';
import { DrawPanelService } from './draw-panel.service.js';

/** What managers see of draws, and may do about them. */
export const steering = [DrawAllowlistSlash, DrawPanelControls, DrawPanelService];
