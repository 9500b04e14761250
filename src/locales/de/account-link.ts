import type { AccountLinkTexts } from '../en-US/account-link.js';

export const accountLink: AccountLinkTexts = {
  accountLink: {
    off: 'Das Verknüpfen von Konten ist bei diesem Bot nicht eingerichtet. Wer ihn betreibt, kann es einschalten.',
    notLinked: 'Dein Konto ist nicht verknüpft. Das geht mit `/konto verknüpfen`.',
    title: '## Verknüpfe dein Discord-Konto',
    why: 'Server können dir dann Rollen für deine Punkte und deine Stufe geben: *Verknüpfte Rollen*. Für Aufgaben und Punkte brauchst du das nicht.',
    isLinked: '✓ **Dein Konto ist verknüpft.** Erneutes Verknüpfen ersetzt, was der Bot für dich tun darf.',
    hasFailed:
      '**Deine Verknüpfung ist beendet:** Discord nimmt sie nicht mehr an. Verknüpfe neu, dann gehen verknüpfte Rollen weiter.',
    asks: 'Discord bittet dich um zwei Erlaubnisse: zu sehen, wer du bist, und verknüpften Rollen deine Punkte, Stufe und Aufgaben zu nennen. Der Bot kann weder deine Nachrichten lesen noch für dich Servern beitreten.',
    button: 'Mit Discord verknüpfen',
    againButton: 'Neu verknüpfen',
    until: (when) => `Nur für dich, auf Discords eigener Seite. Der Link endet ${when}.`,
    done: '### ✓ Dein Discord-Konto ist verknüpft',
    doneNext:
      'Verknüpfte Rollen kennen jetzt deine Punkte und deine Stufe. `/konto trennen` macht es jederzeit rückgängig.',
    relink: '### Dein Konto muss neu verknüpft werden',
    relinkNext:
      'Discord nimmt die Erlaubnis nicht mehr an, die du gegeben hast. Nutze `/konto verknüpfen`, wenn verknüpfte Rollen weitergehen sollen; sonst musst du nichts tun.',
    unlink: {
      title: '### Verknüpfung mit Discord trennen?',
      goes: '**Geht:** die Erlaubnis, die du diesem Bot bei Discord gegeben hast, und was verknüpfte Rollen von dir wissen. Rollen, die das brauchen, nimmt Discord dir ab.',
      stays:
        '**Bleibt:** deine Punkte, Aufgaben, Teilnahmen und Wallets. Sie kommen nicht von der Verknüpfung.',
      confirm: 'Trennen',
      keep: 'Behalten',
      done: '### Getrennt',
      doneNext:
        'Die Erlaubnis wird jetzt bei Discord zurückgenommen und hier gelöscht, spätestens nach einem Tag, falls Discord nicht antwortet. `/konto verknüpfen` verknüpft neu.',
      kept: 'Nichts wurde geändert. Dein Konto bleibt verknüpft.',
    },
    pages: {
      over: {
        title: 'Dieser Link ist abgelaufen',
        text: 'Er gilt zehn Minuten, und bis dein Konto verknüpft ist. Mit /konto verknüpfen in Discord bekommst du einen neuen.',
      },
      nothing: {
        title: 'Nichts anzuzeigen',
        text: 'Diese Seite sagt ein paar Minuten lang, wie das Verknüpfen deines Kontos ausgegangen ist.',
        next: 'Mit /konto verknüpfen in Discord siehst du, ob dein Konto verknüpft ist.',
      },
      outcomes: {
        linked: {
          title: 'Dein Discord-Konto ist verknüpft',
          text: 'Verknüpfte Rollen kennen jetzt deine Punkte und deine Stufe. Mit /konto trennen machst du es rückgängig.',
          next: 'Schließ diese Seite und geh zurück zu Discord.',
        },
        denied: {
          title: 'Nichts wurde verknüpft',
          text: 'Du hast bei Discord abgelehnt, und nichts wurde gespeichert.',
          next: 'Wenn du es dir anders überlegst, nutze /konto verknüpfen in Discord.',
        },
        refused: {
          title: 'Discord hat das Verknüpfen abgelehnt',
          text: 'Discord hat diese Anmeldung nicht angenommen, und nichts wurde gespeichert.',
          next: 'Nutze /konto verknüpfen in Discord und versuch es noch einmal.',
        },
        'no-answer': {
          title: 'Discord hat nicht geantwortet',
          text: 'Ob du verknüpfen darfst, ließ sich nicht bestätigen, und nichts wurde gespeichert.',
          next: 'Warte einen Moment und nutze dann /konto verknüpfen in Discord noch einmal.',
        },
        'bad-answer': {
          title: 'Discords Antwort ist nicht brauchbar',
          text: 'Discord hat weniger oder anderes erlaubt, als gefragt war. Nichts wurde gespeichert.',
          next: 'Nutze /konto verknüpfen in Discord noch einmal und erlaube beides, wonach gefragt wird.',
        },
        'wrong-user': {
          title: 'Das ist ein anderes Discord-Konto',
          text: 'Dieser Browser ist bei Discord als jemand anderes angemeldet als das Mitglied, das den Befehl gegeben hat. Nichts wurde verknüpft.',
          next: 'Melde dich hier bei Discord als du selbst an und nutze dann /konto verknüpfen noch einmal.',
        },
        unknown: {
          title: 'Diese Anmeldung ist nicht bekannt',
          text: 'Sie hat nicht hier begonnen, oder vor zu langer Zeit. Nichts wurde verknüpft.',
          next: 'Nutze /konto verknüpfen in Discord und öffne den Link von dort.',
        },
        expired: {
          title: 'Diese Anmeldung hat zu lange gedauert',
          text: 'Sie hatte zehn Minuten. Nichts wurde verknüpft.',
          next: 'Mit /konto verknüpfen in Discord bekommst du einen neuen Link.',
        },
        used: {
          title: 'Diese Anmeldung wurde schon benutzt',
          text: 'Jede gilt einmal. Mehr wurde nicht geändert.',
          next: 'Mit /konto verknüpfen in Discord siehst du, ob dein Konto verknüpft ist.',
        },
        foreign: {
          title: 'Diese Anmeldung begann in einem anderen Browser',
          text: 'Oder dieser Browser behält keine Cookies. Nichts wurde verknüpft.',
          next: 'Nutze /konto verknüpfen in Discord und öffne den Link in diesem Browser.',
        },
        locked: {
          title: 'Zu viele Versuche sind fehlgeschlagen',
          text: 'Das Verknüpfen ruht eine Viertelstunde. Nichts wurde verknüpft.',
          next: 'Versuch es später noch einmal, mit /konto verknüpfen in Discord.',
        },
      },
    },
  },
  linkedRoles: {
    platform: 'Community-Punkte',
    points: {
      name: 'Punkte',
      description: 'Je verdiente Punkte, in allen Communitys zusammen, mindestens',
    },
    tier: {
      name: 'Stufe',
      description: 'Die höchste Stufe in einer Community, mindestens; 1 ist die niedrigste',
    },
    tasks: {
      name: 'Aufgaben',
      description: 'Erledigte Aufgaben, in allen Communitys zusammen, mindestens',
    },
  },
};
