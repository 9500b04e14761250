import { points } from './amounts.js';
import { allowlistCard } from './allowlist-card.js';
import { allowlistCreation } from './allowlist-creation.js';
import { allowlistLife } from './allowlist-life.js';
import { allowlistStatistics } from './allowlist-statistics.js';
import { accounts } from './accounts.js';
import { audit } from './audit.js';
import { cardNotices } from './card-notices.js';
import { commands } from './commands.js';
import { doctor, serverNotice } from './doctor.js';
import { drawCheck } from './draw-check.js';
import { drawPage } from './draw-page.js';
import { allowlistExport } from './allowlist-export.js';
import { verifyDraw } from './verify-draw.js';
import { walletImport } from './wallet-import.js';
import { entering } from './entering.js';
import { draws } from './draws.js';
import { errors } from './errors.js';
import { accountLink } from './account-link.js';
import { ownEntry } from './own-entry.js';
import { pages } from './pages.js';
import { requirements } from './requirements.js';
import { reviews } from './reviews.js';
import { risk } from './risk.js';
import { security } from './security.js';
import { linking } from './linking.js';
import { picks } from './picks.js';
import { pointsTexts } from './points.js';
import { privacy } from './privacy.js';
import { questions } from './questions.js';
import { servers } from './servers.js';
import { settings, setup } from './setup.js';
import { statistics } from './statistics.js';
import { status } from './status.js';
import { steering } from './steering.js';
import { taskCard } from './task-card.js';
import { taskCreation } from './task-creation.js';
import { taskLife } from './task-life.js';
import { taskTypes } from './task-types.js';
import { tasks } from './tasks.js';
import { templates } from './templates.js';
import { walletPage } from './wallet-page.js';
import { wallets } from './wallets.js';

/**
 * Every text that a person in Discord or on our pages reads, in English; this catalogue is the type of all others.
 * Values in texts are already escaped or trusted; times are Discord timestamps.
 */
export const enUS = {
  ...audit,
  commands,
  errors,
  linking,
  ...servers,
  setup,
  settings,
  doctor,
  serverNotice,
  ...status,
  draws,
  ...tasks,
  ...templates,
  ...walletImport,
  ...taskTypes,
  ...statistics,
  ...taskCreation,
  ...taskLife,
  ...reviews,
  ...pointsTexts,
  ...taskCard,
  ...cardNotices,
  ...allowlistCard,
  ...allowlistCreation,
  ...allowlistLife,
  ...allowlistStatistics,
  questions,
  ...accounts,
  ...wallets,
  ...walletPage,
  ...accountLink,
  ...pages,
  ...drawCheck,
  ...drawPage,
  ...verifyDraw,
  ...allowlistExport,
  ...requirements,
  ...security,
  ...privacy,
  ...entering,
  ...ownEntry,
  ...risk,
  ...picks,
  ...steering,
  notConfirmed: 'Not confirmed yet. This message will update by itself; pressing again is safe.',
  /** What stands on the menu of a message or a member. */
  menus: { profile: 'Profile', managePost: 'Manage this post' },
  common: {
    number: (n: number): string => n.toLocaleString('en-US'),
    points,
    previous: 'Back',
    next: 'Next',
    open: 'Open',
    or: (one: string, other: string): string => `${one} or ${other}`,
    page: (from: number, to: number) => `${String(from)}–${String(to)}`,
  },
  help: {
    title: '## What you can do here',
    footer: 'Complete tasks to earn points. Only you see answers like this one.',
  },
};

export type Texts = typeof enUS;
