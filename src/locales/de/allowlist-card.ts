import type { AllowlistCardTexts } from '../en-US/allowlist-card.js';
import { count, points } from './amounts.js';

export const allowlistCard: AllowlistCardTexts = {
  allowlistCard: {
    prize: (prize) => `Zu gewinnen: **${prize}**`,
    kinds: {
      raffle: {
        some: (n) => `Verlosung: ${count(n, 'Gewinner wird', 'Gewinner werden')} ausgelost.`,
        everyone: 'Ohne Verlosung: Wer am Ende dabei ist, gewinnt.',
      },
      first_come: {
        some: (n) =>
          n === 1
            ? 'Wer zuerst kommt: Der erste Eintrag gewinnt.'
            : `Wer zuerst kommt: Die ersten ${count(n, 'Eintrag', 'Einträge')} gewinnen.`,
        everyone: 'Wer zuerst kommt, mahlt zuerst.',
      },
      application: {
        some: (n) => `Bewerbung: Das Team wählt ${count(n, 'Gewinner', 'Gewinner')} aus.`,
        everyone: 'Bewerbung: Das Team wählt aus, wer gewinnt.',
      },
      collection: {
        some: (n) => `Wallets werden gesammelt: ${count(n, 'Mitglied', 'Mitglieder')}.`,
        everyone: 'Wallets werden gesammelt: Wer am Ende dabei ist, zählt.',
      },
    },
    free: 'Kostenlos',
    price: (n) => `Ein Eintrag kostet **${points(n)}**`,
    chains: {
      any: 'auf beliebiger Kette',
      eip155: 'auf Ethereum oder einer verwandten Kette',
      solana: 'auf Solana',
    },
    wallet: {
      pasted: (chain) => `Halte die Adresse einer Wallet ${chain} bereit: Du fügst sie beim Eintragen ein.`,
      proven: (chain) => `Du brauchst eine bewiesene Wallet ${chain}: \`/konto wallets\`.`,
    },
    bonuses: '**Mehr Lose**',
    bonusFor: {
      role: (n, role) => `${count(n, 'Los', 'Lose')} mehr mit ${role}`,
      booster: (n) => `${count(n, 'Los', 'Lose')} mehr fürs Boosten dieses Servers`,
      task: (n, title) => `${count(n, 'Los', 'Lose')} mehr für die Aufgabe „${title}“`,
    },
    bonusModes: { stack: 'Boni zählen zusammen.', highest: 'Von mehreren Boni zählt der höchste.' },
    winnerRole: (role) => `Wer gewinnt, bekommt die Rolle ${role}.`,
    claim: (hours, then) =>
      `Gewinner haben ${hours % 24 === 0 ? count(hours / 24, 'Tag', 'Tage') : count(hours, 'Stunde', 'Stunden')} Zeit, ihren Gewinn anzunehmen; ${then}.`,
    unclaimed: {
      next: 'danach rückt der nächste Rang nach',
      picked: 'danach kann das Team jemand anderen auswählen',
      lost: 'danach verfällt er',
    },
    sources: {
      notYet: 'Woher der Zufall kommt, wird beim Veröffentlichen festgelegt und steht dann hier.',
      drand:
        'Die Auslosung nutzt den öffentlichen Zufall von drand, dessen Runde im Voraus feststeht: Alle können das Ergebnis prüfen.',
      commitReveal: (hash) =>
        `Die Auslosung nutzt einen Startwert dieses Bots, der schon feststeht; das ist schwächer als öffentlicher Zufall. Sein SHA-256 ist \`${hash}\`; der Wert wird mit der Auslosung offengelegt, und alle können das Ergebnis prüfen.`,
    },
    standing: {
      opens: (when) => `öffnet ${when}`,
      noEnd: 'noch ist kein Ende gewählt',
      ends: (when) => `endet ${when}`,
      paused: (when) => `pausiert · endet ${when}`,
      closed: (when) => `geschlossen ${when}`,
      drawn: 'vorbei',
      cancelled: 'zurückgezogen',
    },
    closed: {
      scheduled: (when) => `⏳ Noch nicht offen: Sie öffnet ${when}.`,
      full: {
        places: 'Alle Plätze sind vergeben. Geht jemand, kannst du dich noch eintragen.',
        entries: 'Mehr können nicht dabei sein. Geht jemand, kannst du dich noch eintragen.',
      },
      paused: '⏸️ Pausiert: Gerade kann sich niemand eintragen.',
      closing: 'Geschlossen: Niemand kann sich mehr eintragen. Das Ergebnis folgt hier.',
      frozen: {
        lot: 'Geschlossen: Die Liste steht fest, und die Auslosung läuft.',
        picked: 'Geschlossen: Das Team wählt die Gewinner aus.',
        other: 'Geschlossen: Die Liste steht fest, und das Ergebnis folgt hier.',
      },
      drawn: '✓ Vorbei: Die Gewinner sind bekannt. *Mein Eintrag* sagt dir, ob du dabei bist.',
      cancelled: 'Zurückgezogen: Niemand gewinnt.',
      refunded: 'Zurückgezogen: Niemand gewinnt. Wer bezahlt hat, bekommt die Punkte zurück.',
      notLinked:
        'Dieser Server ist nicht mehr mit seiner Community verbunden: Gerade kann sich niemand eintragen.',
    },
    trouble: {
      channel_gone:
        'Pausiert: Der Kanal ihrer Karte wurde gelöscht. Wer verwaltet, muss einen anderen wählen.',
      no_access:
        'Pausiert: Ich kann im Kanal ihrer Karte nichts veröffentlichen. Sie geht weiter, sobald ich es kann.',
      removed:
        'Pausiert: Ihre Karte wurde immer wieder gelöscht. Wer verwaltet, kann sie weiterlaufen lassen.',
    },
    entries: (n) =>
      n === 0
        ? 'Noch ist niemand dabei. Sei die erste Person!'
        : `**${count(n, 'Mitglied', 'Mitglieder')}** dabei`,
    places: (taken, all) => `**${taken}** von **${all}** Plätzen vergeben`,
    entriesOf: (taken, all) => `**${taken}** von höchstens **${all}** Mitgliedern dabei`,
    tickets: (n) => count(n, 'Los', 'Lose'),
    enter: 'Eintragen',
    details: 'Einzelheiten',
  },
};
