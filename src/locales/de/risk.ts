import type { RiskTexts } from '../en-US/risk.js';
import { count } from './amounts.js';

export const risk: RiskTexts = {
  risk: {
    signals: {
      'account-age': {
        what: 'Alter des Discord-Kontos in Tagen',
        reason: (n) => `Das Discord-Konto ist ${count(n, 'Tag', 'Tage')} alt.`,
        why: 'Konten, die für zweite Einträge gemacht werden, sind neu. Ehrliche Neulinge auch: Allein hält das niemanden zurück.',
      },
      'time-on-server': {
        what: 'Zeit auf diesem Server in Stunden',
        reason: (n) => `Seit ${count(n, 'Stunde', 'Stunden')} auf diesem Server.`,
        why: 'Wer nur zum Eintragen kommt, ist neu hier.',
      },
      'join-burst': {
        what: 'Andere, die zuletzt gedrückt haben und binnen zehn Minuten mit dem Mitglied beigetreten sind',
        reason: (n) =>
          `${count(n, 'anderer trat', 'andere traten')} binnen zehn Minuten bei, mit einem Druck hier.`,
        why: 'Viele Konten eines Menschen treten meist zusammen bei.',
      },
      'wallet-seen': {
        what: 'Andere Mitglieder, die auf diesem Server dieselbe Wallet genannt haben',
        reason: (n) =>
          `${count(n, 'anderes Mitglied hat', 'andere Mitglieder haben')} dieselbe Wallet schon genannt.`,
        why: 'Eine Wallet für mehrere Mitglieder ist ein Gewinner mit mehreren Einträgen.',
      },
      'name-similarity': {
        what: 'Andere, die zuletzt gedrückt haben und deren Name nur in Ziffern und Zeichen abweicht',
        reason: (n) =>
          `${count(n, 'anderer hat', 'andere haben')} einen Namen, der nur in Ziffern und Zeichen abweicht.`,
        why: 'Namen, die in Reihe gemacht werden, gleichen sich.',
      },
      timing: {
        what: 'Sekunden zwischen Öffnung und Druck',
        reason: (n) => `${count(n, 'Sekunde', 'Sekunden')} nach der Öffnung gedrückt.`,
        why: 'Menschen brauchen einen Moment, um eine Karte zu lesen; Programme nicht.',
      },
    },
  },
  held: {
    open: (n) => `Zurückgehaltene: ${String(n)}`,
    title: (title) => `## Einträge, die warten: ${title}`,
    waiting: (n) => `${count(n, 'Eintrag wird', 'Einträge werden')} zurückgehalten`,
    rule: {
      hold: (score) => `zurückgehalten wird ab ${score}`,
      holdNever: 'zurückgehalten wird nie',
      refuse: (score) => `abgelehnt ab ${score}`,
      refuseNever: 'abgelehnt nie',
    },
    none: 'Nichts wartet auf eine Entscheidung.',
    score: (n) => `${String(n)} von 100`,
    wasRefused:
      '**Abgelehnt.** Wenn du annimmst, darf das Mitglied sich noch einmal eintragen und wird dann nicht zurückgehalten.',
    appeal: '**Was das Mitglied sagt:**',
    accept: 'Annehmen',
    refuse: 'Ablehnen',
    next: 'Weiter',
    back: 'Zurück',
    setRule: 'Schwellen',
    all: {
      accept: (n) => `Alle ${String(n)} annehmen`,
      refuse: (n) => `Alle ${String(n)} ablehnen`,
    },
    ask: {
      accept: (n) =>
        `### Alle ${String(n)}, die warten, annehmen?\nAb dann zählen sie. Was inzwischen kommt, ist nicht gemeint.`,
      refuse: (n) =>
        `### Alle ${String(n)}, die warten, ablehnen?\nSie sind nicht dabei, erfahren das und bekommen zurück, was sie bezahlt haben. Was inzwischen kommt, ist nicht gemeint.`,
    },
    decided: {
      accept: (n) => `**Angenommen: ${String(n)}**`,
      refuse: (n) => `**Abgelehnt: ${String(n)}**`,
    },
    scoreRange: 'Eine Schwelle ist eine ganze Zahl von 1 bis 100; leer heißt nie.',
    scoreOrder:
      'Wer abgelehnt wird, wird nicht zurückgehalten: Die Schwelle zum Ablehnen muss über der zum Zurückhalten liegen. Soll niemand zurückgehalten werden, lass diese leer.',
    form: {
      hold: 'Zurückgehalten ab',
      refuse: 'Abgelehnt ab',
      hint: '1 bis 100; leer: nie',
      appeal: 'Was soll das Team wissen?',
    },
    appealTitle: 'Dem Team schreiben',
    appealed: 'Das Team sieht, was du geschrieben hast, wenn es entscheidet.',
    appealLength: (max) => `Schreibe 1 bis ${String(max)} sichtbare Zeichen.`,
    notice: {
      accepted: (title) => `Dein Eintrag bei **${title}** wurde angenommen: Du bist dabei.`,
      refused: (title) => `Dein Eintrag bei **${title}** wurde vom Team nicht angenommen.`,
      pardoned: (title) => `Zu **${title}**: Du darfst dich noch einmal eintragen.`,
      undecided: (title) =>
        `Die Liste von **${title}** schloss, bevor jemand über deinen Eintrag entscheiden konnte; er steht nicht darauf.`,
      refunded: 'Was du dafür bezahlt hast, wird zurückgegeben.',
    },
  },
};
