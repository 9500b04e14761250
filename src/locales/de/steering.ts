import type { SteeringTexts } from '../en-US/steering.js';
import { count } from './amounts.js';

export const steering: SteeringTexts = {
  steering: {
    open: 'Auslosung',
    title: (title) => `## Auslosung: ${title}`,
    progress: {
      draft: 'Sie ist noch nicht veröffentlicht, also wird nichts ausgelost.',
      scheduled: (when) => `Sie öffnet ${when}. Vor ihrem Ende wird nichts ausgelost.`,
      open: (when) => `**Offen**; sie endet von selbst ${when}. Was folgt, beginnt dann ohne weiteres Zutun.`,
      paused: (when) =>
        `**Pausiert**; sie endet trotzdem ${when}. Was folgt, beginnt dann ohne weiteres Zutun.`,
      cancelled: 'Sie wurde zurückgezogen: Nichts wird ausgelost.',
      closing:
        '**Geschlossen.** Niemand kann sich mehr eintragen oder austreten; die Liste wird gerade festgelegt.',
      committed: '**Die Liste steht fest.** Die Nachricht, die sie festlegt, wird gleich veröffentlicht.',
      waiting: (round, when) =>
        `**Festgelegt.** Die Auslosung wartet auf Runde ${String(round)} von drand, fällig ${when}. Sie nimmt diese Runde und keine andere.`,
      seed: '**Festgelegt.** Ausgelost wird gerade mit der Zahl, die schon beim Veröffentlichen feststand.',
      overdue: (round, when) =>
        `**Verspätet.** Runde ${String(round)} von drand war ${when} fällig und ließ sich noch nicht abrufen. Mit genau dieser Runde geht es weiter.`,
      picking:
        '**Die Bewerbungszeit ist vorbei.** Du und das Team wählt die Gewinner aus und gebt sie bekannt.',
      judging: (done, of) =>
        `**Läuft.** Der Reihe nach wird geprüft, wer die Bedingungen noch erfüllt: ${count(done, 'Rang', 'Ränge')} von ${of.toLocaleString('de-DE')} geprüft.`,
      announcing: '**Die Gewinner stehen fest.** Sie werden gerade bekannt gegeben.',
      announced: '**Bekannt gegeben.**',
    },
    kinds: {
      raffle: 'Die Gewinner werden ausgelost, sodass alle es nachprüfen können.',
      first_come: 'Die Plätze bekommt, wer zuerst kam. Ausgelost wird nichts.',
      application: 'Das Team wählt die Gewinner aus. Ausgelost wird nichts.',
      collection: 'Alle auf der Liste gewinnen. Ausgelost wird nichts.',
    },
    listed: (n) => `${count(n, 'Eintrag', 'Einträge')} auf der Liste`,
    entered: (n) => `Bisher ${count(n, 'Eintrag', 'Einträge')}`,
    commitment: (url, hash) => `[Die Festlegung](${url}): \`${hash}\``,
    places: (n) => `${count(n, 'Mitglied hat', 'Mitglieder haben')} einen Platz`,
    claims: (claimed, open) =>
      `${claimed.toLocaleString('de-DE')} angenommen, ${open.toLocaleString('de-DE')} noch anzunehmen`,
    passed: (n) => `${count(n, 'Rang wurde', 'Ränge wurden')} übergangen`,
    manage: 'Verwalten',
    start: 'Jetzt beginnen …',
    winners: 'Gewinner',
    ask: {
      title: (title) => `### **${title}** jetzt beenden?`,
      closes: (n) =>
        `Sie schließt sofort mit ${count(n, 'Eintrag', 'Einträgen')}, vor ihrem Ende. Danach kann sich niemand mehr eintragen oder austreten, **und sie lässt sich nicht wieder öffnen.**`,
      follows: {
        raffle: 'Dann wird die Liste festgelegt, die Festlegung veröffentlicht und ausgelost.',
        first_come: 'Dann wird die Liste festgelegt, und es wird bekannt gegeben, wer zuerst kam.',
        application: 'Dann wird die Liste festgelegt, und du wählst die Gewinner aus.',
        collection: 'Dann wird die Liste festgelegt, und alle auf ihr werden bekannt gegeben.',
      },
      held: (n) =>
        `${count(n, 'Eintrag wartet', 'Einträge warten')} noch auf eine Entscheidung und ${n === 1 ? 'bleibt' : 'bleiben'} außen vor.`,
      yes: 'Jetzt beenden',
      no: 'Offen lassen',
    },
    started: '✓ Sie ist jetzt geschlossen. Was folgt, beginnt von selbst.',
    notStarted: 'Sie ist nicht mehr offen, es gab also nichts zu beginnen. So steht es:',
    channel: {
      gone: '⚠️ **Ihren Kanal gibt es nicht mehr**, also lässt sich nichts bekannt geben.',
      closed: (channel) =>
        `⚠️ **In ${channel} kann ich nicht schreiben**, also lässt sich nichts bekannt geben. Gib mir dort **Kanal ansehen**, **Nachrichten senden** und **Nachrichtenverlauf anzeigen**, dann geht es von selbst weiter.`,
      elsewhere:
        'Oder wähle, wo es stattdessen bekannt gegeben wird. Liste und Ergebnis bleiben, wie sie sind.',
      mayStand:
        'Die Festlegung steht vielleicht schon dort, und eine zweite anderswo könnte wie ein weiterer Versuch aussehen. Darum geht es nur dort weiter.',
      choose: 'Anderswo bekannt geben',
      usable: 'Ihr Kanal lässt sich benutzen: Dort wird alles bekannt gegeben.',
      meanwhile: 'Jemand war schneller und hat einen Kanal gewählt.',
      chosen: (channel) => `✓ Ab jetzt steht alles zu dieser Auslosung in ${channel}.`,
    },
    newest:
      '## Auslosung: deine neuesten Allowlists\n-# Um eine andere zu finden, schreibe Wörter aus ihrem Titel in die Option *allowliste*.',
    reroll: {
      title: (title) => `## Plätze bei ${title}`,
      none: 'Niemand hat einen Platz.',
      hint: {
        lot: 'Wenn du einen Platz wegnimmst, rückt der nächste Rang derselben Reihenfolge nach. Es wird nicht noch einmal ausgelost.',
        picked: 'Wenn du einen Platz wegnimmst, kannst du jemand anderen auswählen.',
        everyone: 'Wenn du einen Platz wegnimmst, rückt niemand nach.',
      },
      states: {
        open: 'nicht angenommen',
        claimed: 'angenommen',
        declined: 'abgelehnt',
        unclaimed: 'nicht rechtzeitig angenommen',
      },
      noClaim: 'hat gewonnen',
      until: (when) => `noch nicht angenommen, die Zeit endet ${when}`,
      replace: 'Wegnehmen …',
      form: {
        title: (rank) => `Platz von Rang ${String(rank)} wegnehmen`,
        code: 'Was alle erfahren',
        codes: {
          fraud: 'Vom Team herausgenommen: Betrug',
          other: 'Vom Team herausgenommen',
        },
        reason: 'Warum',
        reasonHint: 'Für das Protokoll; Mitglieder sehen es nicht.',
      },
      reasonLength: (max) => `Gib einen Grund mit 1 bis ${String(max)} sichtbaren Zeichen an.`,
      ask: (rank, who) => `### ${who} den Platz von Rang ${String(rank)} wegnehmen?`,
      announced: (code) => `Im Kanal wird stehen: „${code}“.`,
      reason: (reason) => `Im Protokoll: „${reason}“`,
      final:
        'Das lässt sich nicht rückgängig machen: Wer einmal einen Platz hatte, bekommt in dieser Auslosung keinen mehr.',
      yes: 'Wegnehmen',
      no: 'Lassen',
      done: (rank) => `✓ Der Platz von Rang ${String(rank)} ist weggenommen, und das wird bekannt gegeben.`,
      notYet: 'Noch wurden keine Gewinner bekannt gegeben.',
      back: 'Zurück',
    },
  },
};
