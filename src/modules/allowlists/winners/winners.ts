import { ClaimButtons } from '../components/claim.button.js';
import { Afterwards } from './afterwards.service.js';
import { ClaimsService } from './claims.service.js';
import { WinnerNoticeEffect, WinnerRoleEffect } from './winner.effects.js';
import { WinnerDebts } from './winner-debts.service.js';

/** What follows for those who have won. */
export const winning = [
  Afterwards,
  ClaimButtons,
  ClaimsService,
  WinnerDebts,
  WinnerNoticeEffect,
  WinnerRoleEffect,
];
