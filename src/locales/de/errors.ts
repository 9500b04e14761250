import type { ErrorTexts } from '../en-US/errors.js';
import { count, points } from './amounts.js';

export const errors: ErrorTexts = {
  unexpected: (incidentId) =>
    `Bei uns ist etwas schiefgegangen. Nichts von dir ging verloren. Wenn es wieder passiert, nenne der Moderation diesen Code: \`${incidentId}\``,
  tryAgain:
    'Das ließ sich gerade nicht bestätigen. Bitte versuche es gleich noch einmal; doppelt schadet nicht.',
  outOfDate: 'Dieser Knopf oder dieses Formular ist veraltet. Rufe den Befehl noch einmal auf.',
  unknownCommand:
    'Diesen Befehl gibt es hier nicht mehr. Discord zeigt vielleicht eine alte Liste: starte Discord neu und versuche es noch einmal.',
  serverOnly: 'Das geht nur auf einem Server, nicht in Direktnachrichten.',
  managerOnly: 'Dafür brauchst du die Berechtigung **Server verwalten**.',
  notLinked:
    'Dieser Server ist noch mit keiner Community verbunden. Ein Admin kann das mit `/community verbinden` tun.',
  alreadyLinked: (name) => `Dieser Server ist schon mit **${name}** verbunden.`,
  communityName: 'Bitte gib deiner Community einen Namen aus 2 bis 60 sichtbaren Zeichen.',
  notYours: 'Das ist nicht für dich. Rufe den Befehl selbst auf.',
  taskNotFound: 'Diese Aufgabe gibt es nicht mehr.',
  taskClosed: (endedAt) => `Diese Aufgabe ist vorbei, seit ${endedAt}.`,
  taskNotLinked: 'Dieser Server ist nicht mehr mit der Community dieser Aufgabe verbunden.',
  taskScheduled: (opensAt) => `Diese Aufgabe öffnet ${opensAt}.`,
  taskPaused: 'Diese Aufgabe macht gerade Pause. Komm später wieder!',
  taskDone: 'Alle Plätze dieser Aufgabe wurden vergeben.',
  attemptsSpent: (n) => `Du hast alle ${String(n)} Versuche an dieser Aufgabe verbraucht.`,
  tooSoon: (at) => `Du kannst es ${at} noch einmal versuchen.`,
  taskCancelled: 'Diese Aufgabe wurde zurückgezogen.',
  taskCompleted: (at) => `Du hast diese Aufgabe ${at} erledigt. Sie zählt einmal.`,
  proofPending: (at) => `Dein Beleg von ${at} wartet auf die Prüfung. Du brauchst keinen weiteren zu senden.`,
  roleMissing: (role) =>
    `Für diese Aufgabe brauchst du die Rolle ${role}. Hol sie dir zuerst und drücke dann noch einmal.`,
  membershipPending: 'Nimm zuerst die Regeln dieses Servers an und drücke dann noch einmal.',
  accountTooYoung: (days, from) =>
    `Dein Discord-Konto ist zu neu: Dieser Server verlangt eines, das mindestens ${count(days, 'Tag', 'Tage')} alt ist. Ab ${from} kannst du mitmachen.`,
  botsNotCounted: 'Bots nehmen nicht teil.',
  proofLength: (max) =>
    `Ein Beleg hat 1 bis ${String(max)} sichtbare Zeichen: ein Link, ein Name oder eine kurze Antwort.`,
  reasonLength: (max) => `Eine Begründung hat 1 bis ${String(max)} sichtbare Zeichen.`,
  formExpired: 'Dieses Formular ist abgelaufen. Rufe den Befehl noch einmal auf.',
  everyoneRole: '@everyone haben alle. Wähle eine andere Rolle oder keine.',
  channelUnusable: (channel) =>
    `In ${channel} kann ich nichts veröffentlichen. Gib mir dort **Kanal ansehen** und **Nachrichten senden** oder wähle einen anderen Kanal.`,
  alreadyDecided: (by) => `Das hat ${by} schon entschieden.`,
  completionGone: 'Diese Einsendung gibt es nicht mehr.',
  ownSubmission: 'Deine eigene Einsendung kannst du nicht prüfen.',
  taskFull: 'Alle Plätze dieser Aufgabe sind vergeben. Wird einer frei, kannst du noch einmal drücken.',
  notEnoughPoints: (price) => `Das kostet ${points(price)}, und so viele hast du hier nicht.`,
  drawNotFound:
    'Hier gibt es keine solche Auslosung. Prüfen lässt sich eine, sobald die Liste ihrer Allowlist feststeht; nimm ihren Titel, ihre ID oder den Link ihrer Seite.',
  allowlistNotFound: 'Diese Allowlist gibt es nicht mehr.',
  allowlistUnclear:
    'Mit diesen Wörtern findet sich hier keine Allowlist oder mehr als eine. Wähle einen der Vorschläge, die beim Tippen erscheinen.',
  allowlistClosed: 'Diese Allowlist nimmt keine Einträge mehr an.',
  allowlistNotLinked: 'Dieser Server ist nicht mehr mit der Community dieser Allowlist verbunden.',
  allowlistPaused: 'Diese Allowlist ist pausiert. Schau später wieder vorbei!',
  allowlistScheduled: (opensAt) => `Diese Allowlist öffnet ${opensAt}.`,
  allowlistEnded: (endedAt) => `Diese Allowlist endete ${endedAt}.`,
  allowlistCancelled: 'Diese Allowlist wurde abgesagt. Was dafür bezahlt wurde, wird zurückgegeben.',
  allowlistDrawn: 'Diese Allowlist ist vorbei: Die Gewinner stehen fest.',
  allowlistFull:
    'Alle Plätze dieser Allowlist sind vergeben. Wird einer frei, kannst du noch einmal drücken.',
  alreadyEntered: (at) => `Du hast dich ${at} eingetragen. Es zählt einmal.`,
  entryHeld: 'Das Team sieht sich deinen Eintrag an, bevor die Liste schließt. Du erfährst es.',
  entryRefused:
    'Dein Eintrag wurde nicht angenommen: Mehreres daran ist ungewöhnlich. Unter *Mein Eintrag* kannst du dem Team schreiben, warum er ehrlich ist.',
  entryDecided: 'Das ist schon entschieden, oder es gibt nichts zu entscheiden.',
  notEntered: 'Du stehst nicht in dieser Allowlist.',
  walletTaken: 'Diese Wallet ist schon dabei, mit einem anderen Mitglied.',
};
