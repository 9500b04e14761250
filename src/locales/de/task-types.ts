import type { TaskTypeTexts } from '../en-US/task-types.js';
import { count } from './amounts.js';

export const taskTypes: TaskTypeTexts = {
  taskTypes: {
    tryAgain:
      'Das ließ sich gerade nicht prüfen und zählt deshalb noch nicht. Bitte versuch es gleich noch einmal.',
    proofTaken: 'Ein anderes Mitglied hat für diese Aufgabe schon dasselbe gesendet. Sende deins.',
    notSetUp: 'Noch nicht eingerichtet.',
    role: {
      label: 'Rollen',
      hint: 'Eine davon braucht ein Mitglied; bis zu zehn',
      none: (max) => `**Rollen**: Wähle 1 bis ${String(max)} davon.`,
      gone: 'Diese Rolle gibt es nicht mehr. Wähle eine andere.',
      automatic: (role) =>
        `${role} vergibt eine App oder Discord selbst, von euch kann sie niemand bekommen. Wähle eine andere Rolle.`,
      howAny: (roles) => `Drücke *Erledigen*: du brauchst eine der Rollen ${roles}.`,
      missing: (roles) =>
        `Für diese Aufgabe brauchst du eine der Rollen ${roles}. Hol dir erst eine und drücke dann noch einmal.`,
    },
    join: {
      daysLabel: 'Tage auf dem Server',
      daysHint: 'So lange muss ein Mitglied hier sein; ohne Angabe genügt es, beizutreten',
      days: (max) => `**Tage auf dem Server**: eine ganze Zahl bis ${max}.`,
      howLong: (days) => `Du musst seit ${count(days, 'Tag', 'Tagen')} hier sein.`,
      tooShort: (days, from) =>
        `Du musst seit ${count(days, 'Tag', 'Tagen')} auf diesem Server sein. Ab ${from} kannst du noch einmal drücken.`,
    },
    message: {
      label: 'Kanal',
      hint: 'Wo ein Mitglied schreiben muss; Threads zählen nicht',
      noChannel: '**Kanal**: Wähle einen Textkanal dieses Servers.',
      unreadable: (channel) =>
        `${channel} kann ich nicht lesen. Gib mir dort **Kanal ansehen** und **Nachrichtenverlauf lesen** oder wähle einen anderen Kanal.`,
      how: (channel) => `Schreib etwas in ${channel} und drücke dann *Erledigen*. Threads zählen nicht.`,
      missing: (channel) =>
        `Seit dem Beginn dieser Aufgabe hast du nicht in ${channel} geschrieben. Schreib dort etwas und drücke dann noch einmal.`,
      closed:
        'Das lässt sich gerade nicht prüfen und zählt deshalb noch nicht: Ich darf den Kanal nicht mehr lesen. Bitte sag der Moderation Bescheid.',
    },
    reaction: {
      messageLabel: 'Link zur Nachricht',
      messageHint: 'Von diesem Server: „Nachrichtenlink kopieren“ in ihrem Menü',
      emojiLabel: 'Emoji der Reaktion',
      emojiHint: 'Zum Beispiel 👍, :name: oder <:name:id>; ohne Angabe zählt jede Reaktion',
      noEmoji: '**Emoji**: ein einziges, etwa 👍, `:name:` oder `<:name:id>`.',
      noMessage:
        '**Link zur Nachricht**: der Link einer Nachricht auf diesem Server. *Nachrichtenlink kopieren* in ihrem Menü gibt ihn dir.',
      gone: 'Die Nachricht dieser Aufgabe wurde gelöscht, darauf kann niemand mehr reagieren. Bitte sag der Moderation Bescheid.',
      closed:
        'Das lässt sich gerade nicht prüfen und zählt deshalb noch nicht: Ich darf den Kanal der Nachricht nicht lesen. Bitte sag der Moderation Bescheid.',
      how: (emoji, link) => `Reagiere mit ${emoji} auf ${link} und drücke dann *Erledigen*.`,
      howAny: (link) => `Reagiere mit irgendeinem Emoji auf ${link} und drücke dann *Erledigen*.`,
      missing: (emoji, link) =>
        `Deine Reaktion ${emoji} auf ${link} sehe ich nicht. Füge sie dort hinzu und drücke dann noch einmal.`,
      missingAny: (link) =>
        `Eine Reaktion von dir auf ${link} sehe ich nicht. Füge dort eine hinzu und drücke dann noch einmal.`,
    },
    handle: {
      label: (service) => `Dein Name auf ${service}`,
      hint: 'Wie in deinem Profil, mit @ oder ohne. Die Moderation schaut nach.',
      invalid: (service) =>
        `So kann niemand auf ${service} heißen. Sende den Namen, wie er in deinem Profil steht, etwa \`@sky_cats\`.`,
    },
    x: {
      accountLabel: 'Konto auf X',
      accountHint: 'Sein Name, etwa @sky_cats, oder ein Link dorthin',
      noAccount: '**Konto auf X**: ein Name wie `@sky_cats` oder ein Link wie `https://x.com/sky_cats`.',
      postLabel: 'Link zum Beitrag auf X',
      postHint: 'Zum Beispiel https://x.com/sky_cats/status/123',
      noPost: '**Link zum Beitrag auf X**: ein Link wie `https://x.com/sky_cats/status/123`.',
      follow: (link) =>
        `Folge ${link}, drücke dann *Erledigen* und sende deinen Namen auf X. Die Moderation sieht ihn sich an.`,
      like: (link) =>
        `Like ${link}, drücke dann *Erledigen* und sende deinen Namen auf X. Die Moderation sieht ihn sich an.`,
      repost: (link) =>
        `Reposte ${link}, drücke dann *Erledigen* und sende deinen Namen auf X. Die Moderation sieht ihn sich an.`,
    },
    telegram: {
      label: 'Kanal oder Gruppe auf Telegram',
      hint: 'Öffentlich: der Name, etwa @sky_cats, oder der t.me-Link',
      noChannel:
        '**Kanal oder Gruppe auf Telegram**: der Name von etwas Öffentlichem wie `@sky_cats` oder ein Link wie `https://t.me/sky_cats`.',
      how: (link) =>
        `Tritt ${link} bei, drücke dann *Erledigen* und sende deinen Namen auf Telegram. Die Moderation sieht ihn sich an.`,
    },
    url: {
      proofLabel: 'Was Mitglieder einsenden',
      link: 'Einen Link',
      handle: 'Einen Namen',
      hostsLabel: 'Wohin Links führen dürfen',
      hostsHint: 'Zum Beispiel github.com, gitlab.com; ohne Angabe überallhin',
      badHosts: (max) =>
        `**Wohin Links führen dürfen**: bis zu ${String(max)} Namen öffentlicher Seiten wie \`github.com\`, durch Kommas getrennt.`,
      howLink: 'Drücke *Erledigen* und sende deinen Link. Die Moderation sieht ihn sich an.',
      howLinkAt: (hosts) =>
        `Drücke *Erledigen* und sende deinen Link auf ${hosts}. Die Moderation sieht ihn sich an.`,
      howHandle: 'Drücke *Erledigen* und sende deinen Namen. Die Moderation sieht ihn sich an.',
      badLink:
        'Diesen Link kann ich nicht nehmen. Sende einen öffentlichen, der mit `https://` beginnt, ohne Passwort und ohne Port.',
      elsewhere: (hosts) => `Bei dieser Aufgabe muss der Link zu ${hosts} führen.`,
      badHandle:
        'Ein Name hat bis zu 64 Buchstaben, Ziffern, Punkte, Binde- und Unterstriche und keine Leerzeichen.',
    },
    standing: {
      attempts: (used, of) => `Versuche: ${String(used)} von ${String(of)}.`,
      nextNow: 'Du kannst *Erledigen* drücken und es noch einmal versuchen.',
      nextAt: (when) => `Du kannst es ${when} noch einmal versuchen.`,
      spent: 'Es ist kein Versuch mehr übrig.',
      rejected: (when, reason) => `Nicht angenommen ${when}: „${reason}“.`,
      failed: (when, correct, total) =>
        `Nicht bestanden ${when}: ${String(correct)} von ${String(total)} Antworten waren richtig.`,
      requirements: '**Zum Mitmachen**',
    },
  },
};
