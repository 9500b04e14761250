import { count } from './amounts.js';
import type { SecurityTexts } from '../en-US/security.js';

export const security: SecurityTexts = {
  security: {
    locked: (when) =>
      `Zu viele Versuche sind fehlgeschlagen, deshalb ruht das Verknüpfen für eine Weile. Du kannst es ${when} wieder versuchen.`,
    lockedPage: {
      title: 'Zu viele Versuche sind fehlgeschlagen',
      text: (minutes) =>
        `Das Verknüpfen ruht für eine Weile. Versuch es in ${count(minutes, 'Minute', 'Minuten')} von Discord aus noch einmal.`,
    },
  },
};
