import type { VerifyDrawTexts } from '../en-US/verify-draw.js';

export const verifyDraw: VerifyDrawTexts = {
  verifyDraw: {
    counts: (entries, tickets, places) => `Einträge: ${entries}, Lose: ${tickets}, Plätze: ${places}`,
    hash: (hash) => `Fingerabdruck der Festlegung: \`${hash}\``,
    message: (url, at) =>
      `[Die Nachricht](${url}) von ${at} muss ihn enthalten, die erste dieser Auslosung sein und darf nicht als bearbeitet markiert sein.`,
    holds: 'Alles stimmt.',
    refused: (reason) => `Abgelehnt: ${reason}`,
    ownWord: 'Das hat dieser Bot geprüft: das Wort dessen, der ihn betreibt.',
    yourself:
      'Prüfe selbst: `discord-db-manager draw:verify proof.json --entries entries.ndjson` tut es offline, mit diesen Dateien.',
    yourselfOnPage:
      'Prüfe selbst: Die Seite tut es in deinem eigenen Browser, und `discord-db-manager draw:verify proof.json --entries entries.ndjson` offline, mit diesen Dateien.',
    tooLarge: 'Die Liste ist zu groß für Discord; wer den Bot betreibt, kann sie herausgeben.',
    tooLargeOnPage: 'Die Liste ist zu groß für Discord; auf der Seite gibt es sie.',
    page: 'Im Browser prüfen',
  },
};
