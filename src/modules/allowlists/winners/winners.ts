import { ClaimButtons } from '../components/claim.button.js';
import { Afterwards } from './afterwards.service.js';
import { ClaimReminderEffect } from './claim-reminder.effect.js';
import { ClaimReminders } from './claim-reminders.service.js';
import { ClaimWallets } from './claim-wallets.service.js';
import { ClaimsService } from './claims.service.js';
import { RerollControls } from '../components/reroll.button.js';
import { Rerolls } from './rerolls.service.js';
import { LostWinEffect, WinnerNoticeEffect, WinnerRoleEffect } from './winner.effects.js';
import { WinnerNewsEffect } from './winner-news.effect.js';
import { WinnerDebts } from './winner-debts.service.js';

/** What follows for those who have won. */
export const winning = [
  Afterwards,
  ClaimButtons,
  ClaimReminderEffect,
  ClaimReminders,
  ClaimWallets,
  ClaimsService,
  RerollControls,
  Rerolls,
  LostWinEffect,
  WinnerDebts,
  WinnerNewsEffect,
  WinnerNoticeEffect,
  WinnerRoleEffect,
];
