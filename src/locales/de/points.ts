import type { PointsTexts } from '../en-US/points.js';
import { count, points } from './amounts.js';

export const pointsTexts: PointsTexts = {
  byHand: {
    credited: (who, n) => `### Erledigt\n${who} hat ${points(n)} bekommen.`,
    debited: (who, n) => `### Erledigt\n${who} wurden ${points(n)} abgezogen.`,
    repeated: 'Das ist schon geschehen und zählt einmal.',
    balance: (n) => `Der Stand ist jetzt: ${points(n)}.`,
    reason: (reason) => `Grund: „${reason}“`,
    told: 'Das Mitglied erfährt es per Direktnachricht, wenn es diese nicht abgeschaltet hat.',
    notice: {
      credited: (n, server) => `**+${points(n)}** auf **${server}**, von der Serverleitung.`,
      debited: (n, server) => `**−${points(n)}** auf **${server}**, durch die Serverleitung.`,
    },
    refused: {
      amount: (max) => `Die Anzahl ist eine ganze Zahl von 1 bis ${max}.`,
      reason: (max) => `Ein Grund hat 1 bis ${String(max)} sichtbare Zeichen. Das Mitglied liest ihn.`,
      bot: 'Bots haben keine Punkte.',
      self: 'Du kannst dir nicht selbst Punkte geben. Bitte jemand anderen aus der Serverleitung darum.',
      balance: (n, has) =>
        `Der Stand ist ${points(has)}: ${points(n)} lassen sich nicht abziehen. Es wurde nichts geändert.`,
    },
  },
  leaderboard: {
    title: { all: '## Rangliste', week: '## Rangliste der Woche' },
    week: (week) => `-# Woche ${week}, Montag bis Sonntag (UTC). Es zählt, was in ihr verdient wurde.`,
    all: '-# Insgesamt. Es zählen die Punkte, die Mitglieder haben.',
    empty: {
      all: 'Noch hat niemand Punkte. `/aufgaben` zeigt, wie man welche bekommt.',
      week: 'In dieser Woche hat noch niemand Punkte verdient.',
    },
    place: (rank, who, n) => `**${rank}.** ${who} · ${points(n)}`,
    former: 'ein früheres Mitglied',
    own: (rank, of, n) => `**Du: Rang ${rank}** von ${of} · ${points(n)}`,
    ownNone: (members) =>
      `Du hast hier noch keine Punkte. In der Rangliste ${members === 1 ? 'steht' : 'stehen'} ${count(members, 'Mitglied', 'Mitglieder')}.`,
    show: { all: 'Insgesamt', week: 'Diese Woche' },
  },
};
