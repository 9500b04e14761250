import type { allowlistStatistics as english } from '../en-US/allowlist-statistics.js';
import { count } from './amounts.js';

const number = (n: number): string => n.toLocaleString('de-DE');
const members = (n: number): string => count(n, 'Mitglied', 'Mitglieder');
const membersThen = (n: number, one: string, many: string): string => `${members(n)} ${n === 1 ? one : many}`;
const entries = (n: number): string => count(n, 'Eintrag', 'Einträge');
const places = (n: number): string => count(n, 'Platz', 'Plätze');

export const allowlistStatistics: typeof english = {
  allowlistStatistics: {
    looked: (n, views) =>
      `**Angesehen**: ${membersThen(n, 'hat', 'haben')} die *Einzelheiten* geöffnet oder *Eintragen* gedrückt; die Einzelheiten wurden ${number(views)}-mal geöffnet`,
    pressed: (n, share) =>
      `**Eintragen gedrückt**: ${members(n)}, ${share} derer, die sie angesehen haben, ob zugelassen oder nicht`,
    entered: (n, share, tickets) =>
      `**Dabei**: ${members(n)}, ${share} derer, die sie angesehen haben, mit ${count(tickets, 'Los', 'Losen')}`,
    everyone: '**Andrang**: keiner, denn alle gewinnen',
    competition: (each, n) =>
      `**Andrang**: ${each} ${each === '1' ? 'Eintrag' : 'Einträge'} je Platz, bei ${count(n, 'Platz', 'Plätzen')}`,
    trend: (newest, before) =>
      `**Trend**: ${entries(newest)} in ihren jüngsten 24 Stunden, ${number(before)} in den 24 Stunden davor`,
    returning: (n, share) =>
      `**Wieder da**: ${number(n)} davon (${share}) waren schon bei einer früheren Allowlist dieses Servers dabei`,
    newcomers: (n, share) =>
      `**Zum ersten Mal**: ${number(n)} davon (${share}) waren bei keiner früheren dabei`,
    stayed: (n, before, share) =>
      `**Wiedergekommen**: von ${count(before, 'Mitglied', 'Mitgliedern')} der Allowlist davor ${n === 1 ? 'ist' : 'sind'} ${number(n)} (${share}) auch bei dieser dabei`,
    first: '**Wiedergekommen**: Vor dieser gibt es keine Allowlist mit Einträgen zum Vergleich',
    entriesPer: {
      hour: 'Einträge je Stunde',
      day: 'Einträge je Tag',
      week: 'Einträge je Woche, ab Montag',
    },
    nobody: 'Noch nimmt niemand teil.',
    advice: {
      few: (enough, n) =>
        `Noch zu früh: Ein Rat braucht ${String(enough)} Mitglieder, die sie angesehen haben, bisher ${n === 1 ? 'ist' : 'sind'} es ${number(n)}.`,
      unpressed: (share) =>
        `Von denen, die sie ansehen, drücken nur ${share} *Eintragen*. Sag in der ersten Zeile, was der Gewinn wert ist, senke die Kosten oder verlange weniger Voraussetzungen.`,
      refused: (share) =>
        `Von denen, die *Eintragen* drücken, sind nur ${share} dabei. Den anderen fehlt eine Voraussetzung, die Wallet oder die Punkte, oder sie sind wieder ausgestiegen: Verlange weniger oder beschreibe, wie man es bekommt.`,
      held: (n) =>
        `${count(n, 'Eintrag wartet', 'Einträge warten')} auf eine Entscheidung. Was beim Schluss der Liste offen ist, fällt heraus.`,
      roomy: (n, all) =>
        `${entries(n)} auf ${places(all)}: So gewinnen alle. Poste sie dort, wo mehr Leute vorbeikommen, oder sag deinen Mitgliedern, wann sie endet.`,
      roomyEnded: (n, all) =>
        `${entries(n)} auf ${places(all)}: Alle, die durften, konnten gewinnen. Mit weniger Plätzen, mehr Zeit oder weniger Voraussetzungen wird es nächstes Mal spannender.`,
      crowded: (each) =>
        `${each} Einträge je Platz: Die meisten gehen leer aus. Mehr Plätze oder eine Voraussetzung, die aktive Mitglieder belohnt, halten sie bei der Stange.`,
      regulars: (share) =>
        `${share} waren schon bei einer früheren Allowlist dabei: Sie erreicht vor allem dieselben. Um neue zu erreichen, poste sie anderswo oder gib ein Los für eine Aufgabe, die Freunde mitbringt.`,
      lost: (share) =>
        `Von der Allowlist davor sind nur ${share} wiedergekommen. Kündige die nächste diesen Mitgliedern an oder gib ihnen über eine Rolle ein Los mehr.`,
      fine: (share) =>
        `Nichts fällt auf: ${share} derer, die sie ansehen, sind dabei. Lass sie, wie sie ist.`,
    },
    note: (when) =>
      `-# Stand: ${when}. Aufrufe und Klicks sind die der letzten 90 Tage, bis die Liste feststand; wer wiederkam, wird etwa jede Minute neu gezählt.`,
    picture: {
      entries: 'Einträge',
      competition: 'Einträge je Platz',
      conversion: 'Eintragsquote',
      retention: 'Wiedergekommen',
      funnel: 'Vom Ansehen zum Eintrag',
      looked: 'Angesehen',
      pressed: 'Eintragen gedrückt',
      entered: 'Dabei',
      who: 'Wer dabei ist',
      returning: 'Schon bei einer früheren dabei',
      newcomers: 'Zum ersten Mal',
      alt: (title, looked, pressed, entered) =>
        `Diagramm zu „${title}“: ${membersThen(looked, 'hat', 'haben')} sie angesehen, ${number(pressed)} haben Eintragen gedrückt, ${number(entered)} sind dabei. Alle Zahlen stehen darunter in Worten.`,
    },
  },
};
