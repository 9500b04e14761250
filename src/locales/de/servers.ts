import type { ServerTexts } from '../en-US/servers.js';

export const servers: ServerTexts = {
  community: {
    linked: (name) =>
      `## ${name} ist bereit\nDieser Server ist verbunden. Mitglieder können jetzt Punkte sammeln.`,
    nextStep:
      '**Weiter:** Veröffentliche mit `/task create` die erste Aufgabe. Mitglieder drücken darauf *Erledigen*; `/tasks` zeigt alle.',
    moderators: 'Wer **Server verwalten** darf, kann auch Aufgaben erstellen und prüfen.',
  },
  permissions: {
    names: {
      'tasks.create': 'Aufgaben erstellen',
      'tasks.review': 'Einsendungen prüfen',
      'allowlists.run': 'Allowlists führen',
      'allowlists.draw': 'Gewinner auslosen',
      'analytics.view': 'Auswertungen sehen',
    },
    missing: (what) =>
      `Dafür brauchst du die Berechtigung **Server verwalten** oder eine Rolle, die hier **${what}** darf. Wer den Server verwaltet, kann eine deiner Rollen dafür freigeben: \`/community setup\`.`,
  },
};
