import type { ServerTexts } from '../en-US/servers.js';

export const servers: ServerTexts = {
  permissions: {
    names: {
      'tasks.create': 'Aufgaben erstellen',
      'tasks.review': 'Einsendungen prüfen',
      'allowlists.run': 'Allowlists führen',
      'allowlists.draw': 'Gewinner auslosen',
      'analytics.view': 'Auswertungen sehen',
    },
    missing: (what) =>
      `Dafür brauchst du die Berechtigung **Server verwalten** oder eine Rolle, die hier **${what}** darf. Wer den Server verwaltet, kann eine deiner Rollen dafür freigeben: \`/community einrichten\`.`,
  },
};
