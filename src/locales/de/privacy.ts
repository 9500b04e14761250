import type { PrivacyTexts } from '../en-US/privacy.js';
import { count } from './amounts.js';

export const privacy: PrivacyTexts = {
  privacy: {
    exported: (files) =>
      `Hier ist alles, was über dich gespeichert ist, in ${count(files, 'Datei', 'Dateien')}. Token sind genannt, nicht gezeigt; andere Mitglieder fehlen.`,
    exportLeftOut: (documents) =>
      `${count(documents, 'Dokument passte', 'Dokumente passten')} nicht mehr hinein. Frag die Betreiber dieses Bots nach dem Rest.`,
    exportTooSoon: (again) =>
      `Du hast deine Daten gerade erst angefordert. Das geht ${again} wieder; die Dateien von eben gelten noch.`,
    deleteTitle: '## Löschen, was über dich gespeichert ist',
    deleteErased:
      '**Verschwindet ganz:** dein Konto, verknüpfte Konten und Wallets, Belege, Einträge in Allowlists, Formulare und dein Protokoll. Offene Zahlungen werden vorher beglichen.',
    deletePseudonymous:
      '**Bleibt ohne dich:** Punkte und erledigte Aufgaben in den Zahlen jeder Community, unter einer zufälligen Id, die niemand auf dich zurückführen kann. Auslosungen bleiben prüfbar: Deine Zeile wird maskiert.',
    deleteKept:
      '**Bleibt:** was du als Manager an einem Server geändert hast, in dessen Änderungsverlauf; eine Sperre wegen Missbrauchs bis zu ihrem Ende, ohne deine Id.',
    deletePoints: 'Deine Punkte, Ränge und Plätze sind verloren. Das lässt sich nicht rückgängig machen.',
    deletePointer:
      'Feld für Feld: `docs/privacy.md` dieses Bots. Vorher deine Kopie: `/konto datenschutz auskunft`.',
    deleteButton: 'Meine Daten löschen …',
    confirmTitle: 'Meine Daten löschen',
    confirmWord: 'LÖSCHEN',
    confirmLabel: (word) => `Tippe ${word}`,
    confirmHint: 'Punkte, Ränge und Plätze sind endgültig verloren.',
    notConfirmed: (word) => `Nichts wurde gelöscht. Tippe zur Bestätigung bitte ${word}.`,
    erasureBegun: (begins) =>
      `Deine Daten werden gelöscht: Es beginnt ${begins} und dauert einige Sekunden. Wenn es fertig ist, bekommst du eine Direktnachricht, falls du welche annimmst. Was du danach tust, beginnt ein neues Konto.`,
    erased:
      'Alles, was über dich gespeichert war, ist gelöscht. Was du von nun an tust, beginnt ein neues Konto.',
    messagesOn: 'Ich darf dir wieder schreiben: über Prüfungen, Gewinne und was dein Konto betrifft.',
    messagesOff:
      'Ich schreibe dir nicht mehr von mir aus. Dasselbe findest du unter **Einzelheiten**, `/aufgaben` und `/konto`.',
  },
};
