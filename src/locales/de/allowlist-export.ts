import type { AllowlistExportTexts } from '../en-US/allowlist-export.js';
import { count } from './amounts.js';

export const allowlistExport: AllowlistExportTexts = {
  allowlistExport: {
    title: (title) => `### Datei zu **${title}**`,
    rows: (n) => `${count(n, 'Zeile', 'Zeilen')}.`,
    addresses: (n) => `${count(n, 'Adresse', 'Adressen')} im Baum.`,
    left: (n) =>
      `Nicht dabei: ${count(n, 'Zeile', 'Zeilen')} ohne Adresse einer EVM-Chain oder mit einer, die schon dabei ist.`,
    root: (root) => `Wurzel: \`${root}\``,
    private:
      'Darin stehen Mitglieder und ihre Wallets. Dass du sie bekommen hast, steht im Änderungsprotokoll.',
    tooLarge:
      'Das ist mehr, als in eine Nachricht bei Discord passt. Wer den Bot betreibt, kann es herausgeben.',
    nothing: {
      winners: 'Es gibt noch keine Gewinner.',
      entries: 'Es gibt keinen Eintrag.',
      addresses:
        'Niemand von ihnen hat die Adresse einer EVM-Kette genannt, und nur solche stehen in einem Baum. Wähle *CSV* oder *JSON* für alle, die es gibt.',
    },
  },
};
