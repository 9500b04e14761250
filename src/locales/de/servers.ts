import type { ServerTexts } from '../en-US/servers.js';

export const servers: ServerTexts = {
  community: {
    linked: (name) =>
      `## ${name} ist bereit\nDieser Server ist verbunden. Mitglieder können jetzt Punkte sammeln.`,
    nextStep:
      '**Weiter:** Veröffentliche mit `/task create` die erste Aufgabe. Mitglieder drücken darauf *Erledigen*; `/tasks` zeigt alle.',
    moderators: 'Wer **Server verwalten** darf, kann auch Aufgaben erstellen und prüfen.',
  },
};
