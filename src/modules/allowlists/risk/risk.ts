import { AppealControls } from '../components/appeal.button.js';
import { HeldEntriesControls } from '../components/held-entries.button.js';
import { EntryNoticesEffect } from './entry-notices.effect.js';
import { HeldEntriesRepository } from './held-entries.repository.js';
import { HeldEntriesService } from './held-entries.service.js';
import { RecentPresses } from './recent-presses.js';
import { HeldNotices } from './held-notices.service.js';
import { RiskService } from './risk.service.js';
import { UntoldEntriesRepository } from './untold-entries.repository.js';
import { UntoldEntries } from './untold-entries.service.js';

/** Everything about risk and what managers decide of it, for the module of allowlists. */
export const risk = [
  AppealControls,
  HeldEntriesControls,
  EntryNoticesEffect,
  HeldEntriesRepository,
  HeldEntriesService,
  RecentPresses,
  HeldNotices,
  RiskService,
  UntoldEntries,
  UntoldEntriesRepository,
];
