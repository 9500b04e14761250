import { count } from './amounts.js';

export const security = {
  security: {
    locked: (when: string) =>
      `Too many attempts have failed, so linking is paused for a while. You can try again ${when}.`,
    lockedPage: {
      title: 'Too many attempts have failed',
      text: (minutes: number) =>
        `Linking is paused for a while. Try again in ${count(minutes, 'minute', 'minutes')}, from Discord.`,
    },
  },
};
export type SecurityTexts = typeof security;
