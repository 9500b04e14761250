import type { AllowlistLifeTexts } from '../en-US/allowlist-life.js';
import { count } from './amounts.js';

export const allowlistLife: AllowlistLifeTexts = {
  allowlistLife: {
    refused: {
      draft: 'Diese Allowlist ist noch nicht veröffentlicht.',
      scheduled: 'Diese Allowlist ist schon geplant.',
      active: 'Diese Allowlist ist schon offen.',
      paused: 'Diese Allowlist ist pausiert.',
      closing: 'Diese Allowlist ist geschlossen; ihr Ergebnis folgt.',
      frozen:
        'Die Liste dieser Allowlist steht fest, und ihr Ergebnis entsteht: Nichts lässt sich mehr ändern.',
      drawn: 'Diese Allowlist ist vorbei: Nichts lässt sich mehr ändern.',
      cancelled: 'Diese Allowlist wurde zurückgezogen.',
    },
    endPassed: (when) => `Das Ende dieser Allowlist war ${when}: Sie wird gerade geschlossen.`,
  },
  manageAllowlist: {
    states: {
      draft: 'Noch nicht veröffentlicht',
      scheduled: 'Noch nicht offen',
      active: '**Offen**',
      paused: 'Pausiert',
      closing: 'Geschlossen; das Ergebnis folgt',
      frozen: 'Geschlossen; die Liste steht fest, das Ergebnis folgt',
      drawn: 'Vorbei; die Gewinner sind bekannt gegeben',
      cancelled: 'Zurückgezogen',
      notLinked: 'Angehalten: Dieser Server ist nicht mehr mit der Community dieser Allowlist verbunden',
    },
    entries: (n) => count(n, 'Eintrag', 'Einträge'),
    tickets: (n) => count(n, 'Los', 'Lose'),
    held: (n) => `${count(n, 'Eintrag wartet', 'Einträge warten')} auf eine Entscheidung`,
    madeBy: (who, when) => `Angelegt von ${who} ${when}`,
    edit: 'Bearbeiten',
    finish: 'Fertigstellen und veröffentlichen',
    moves: {
      start: 'Jetzt öffnen',
      pause: 'Pausieren',
      resume: 'Fortsetzen',
      end: 'Jetzt schließen',
      cancel: 'Zurückziehen …',
    },
    done: {
      start: '✓ Die Allowlist ist jetzt offen.',
      pause:
        '✓ Die Allowlist ist pausiert. Niemand kann sich eintragen, bis du sie fortsetzt; ihr Ende bleibt.',
      resume: '✓ Die Allowlist ist wieder offen.',
      end: '✓ Die Allowlist ist geschlossen. Wer jetzt dabei ist, steht auf der Liste; das Ergebnis folgt von selbst.',
      cancel: '✓ Die Allowlist ist zurückgezogen. Wer bezahlt hat, bekommt die Punkte zurück.',
    },
    sureToCancel: (title) =>
      `### Diese Allowlist zurückziehen?\n**${title}** schließt endgültig, und nichts wird ausgelost. Wer bezahlt hat, bekommt die Punkte zurück. Das lässt sich nicht rückgängig machen.`,
    sureToEnd: (title, n) =>
      `### Diese Allowlist jetzt schließen?\n**${title}** schließt mit ${count(n, 'Eintrag', 'Einträgen')}, und das Ergebnis folgt. Sie lässt sich nicht wieder öffnen.`,
    cancelIt: 'Zurückziehen',
    endIt: 'Schließen',
    keepIt: 'Behalten',
    changeEnd: 'Ende ändern',
    ending: {
      done: (when, relative) => `✓ Die Allowlist endet jetzt ${when} (${relative}).`,
    },
    newest:
      '## Deine neuesten Allowlists\n-# Um eine andere zu finden, tippe Wörter ihres Titels in die Option *allowliste*.',
    found: (words) => `## Allowlists zu „${words}“`,
    none: 'Hier gibt es keinen Entwurf und keine offene Allowlist. `/allowlist erstellen` macht eine.',
    noneFound: (words) => `Keine Allowlist hier hat die Wörter „${words}“ in ihren Texten.`,
    choose: 'Allowlist wählen',
    short: {
      draft: 'Entwurf',
      scheduled: 'geplant',
      active: 'offen',
      paused: 'pausiert',
      closing: 'geschlossen',
      frozen: 'geschlossen, Gewinner folgen',
      drawn: 'vorbei',
      cancelled: 'zurückgezogen',
    },
  },
};
