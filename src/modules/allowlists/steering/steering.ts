import { DrawAllowlistSlash } from '../commands/draw-allowlist.slash.js';
import { DrawPanelControls } from '../components/draw-panel.button.js';
import { DrawChannels } from './draw-channels.service.js';
import { DrawPanelService } from './draw-panel.service.js';

/** What managers see of draws, and may do about them. */
export const steering = [DrawAllowlistSlash, DrawPanelControls, DrawChannels, DrawPanelService];
