import type { statistics as english } from '../en-US/statistics.js';
import { count } from './amounts.js';

const members = (n: number): string => count(n, 'Mitglied', 'Mitglieder');
const membersThen = (n: number, one: string, many: string): string => `${members(n)} ${n === 1 ? one : many}`;

export const statistics: typeof english = {
  statistics: {
    open: 'Statistik',
    refresh: 'Aktualisieren',
    wholeCampaign: 'Ganze Kampagne',
    thisTask: 'Diese Aufgabe',
    title: (task) => `## Statistik: ${task}`,
    campaignTitle: (campaign, tasks) =>
      `## Statistik: ${campaign}\nKampagne mit ${count(tasks, 'Aufgabe', 'Aufgaben')}. Wer an zweien teilgenommen hat, zählt zweimal.`,
    intl: 'de-DE',
    percent: (n) => `${n.toLocaleString('de-DE')} %`,
    looked: (views, n) =>
      `**Angesehen**: Details ${views.toLocaleString('de-DE')}-mal geöffnet, von ${count(n, 'Mitglied', 'Mitgliedern')}`,
    started: (n) => `**Begonnen**: ${membersThen(n, 'hat', 'haben')} *Erledigen* gedrückt`,
    unfinished: (n) =>
      `davon ${membersThen(n, 'war', 'waren')} noch nicht so weit oder ohne abgeschicktes Formular`,
    waiting: (n) => `${count(n, 'Versuch wartet', 'Versuche warten')} auf die Prüfung`,
    completed: (n, share) =>
      `**Abgeschlossen**: ${members(n)}, ${share} derer, die sie angesehen oder begonnen haben`,
    rejected: (n) => `${count(n, 'Versuch ist', 'Versuche sind')} abgelehnt`,
    success: (share, n) =>
      `**Erfolg**: ${share} von ${count(n, 'Anfang', 'Anfängen')}, ohne die, die auf die Prüfung warten`,
    average: (time) => `**Mittlere Dauer** vom ersten Versuch bis zur Bestätigung: ${time}`,
    atOnce: 'sofort',
    reactions: (n) => `**Reaktionen** auf die Karte: ${n.toLocaleString('de-DE')}`,
    replies: (n) => `**Antworten** auf die Karte: ${n.toLocaleString('de-DE')}`,
    score: (n) => `**Beteiligung**: ${n} von 100`,
    completions: {
      hour: 'Abschlüsse je Stunde',
      day: 'Abschlüsse je Tag',
      week: 'Abschlüsse je Woche, ab Montag',
    },
    nobody: 'Noch hat niemand sie abgeschlossen.',
    othersNone: (steps) => `${steps}; sonst keine`,
    tasks: 'Die Aufgaben, meist abgeschlossene zuerst',
    inCampaign: (task, starts, completions, share) =>
      `- ${task}: ${completions.toLocaleString('de-DE')} von ${starts.toLocaleString('de-DE')} abgeschlossen, Erfolg ${share}`,
    andMore: (n) => `und ${count(n, 'weitere Aufgabe', 'weitere Aufgaben')}`,
    span: {
      days: (n) => count(n, 'Tag', 'Tage'),
      hours: (n) => `${n.toLocaleString('de-DE')} Std.`,
      minutes: (n) => `${n.toLocaleString('de-DE')} Min.`,
      seconds: (n) => `${n.toLocaleString('de-DE')} Sek.`,
    },
    advice: {
      title: '### Was daraus folgt',
      few: (enough, n) =>
        `Noch zu früh: Ein Rat braucht ${String(enough)} entschiedene Anfänge, bisher ${n === 1 ? 'ist' : 'sind'} es ${n.toLocaleString('de-DE')}.`,
      rejected: (share) =>
        `Weniger als die Hälfte hat Erfolg (${share}), bei den meisten anderen wurde der Nachweis abgelehnt. Beschreibe genau, was ein guter Nachweis zeigt, am besten mit einem Beispiel, oder verlange etwas Einfacheres.`,
      unfinished: (share) =>
        `Weniger als die Hälfte hat Erfolg (${share}), die meisten anderen drücken *Erledigen*, bevor sie so weit sind. Teile die Aufgabe in kleinere auf oder nenne Schritte und Links in der Beschreibung.`,
      easy: (share) =>
        `Mehr als vier von fünf haben Erfolg (${share}). Die Aufgabe darf mehr verlangen oder weniger Punkte geben, damit sich schwerere noch lohnen.`,
      balanced: (share) => `Gut ausgewogen: ${share} haben Erfolg. Lass sie, wie sie ist.`,
      unstarted: (share) =>
        `Von denen, die sie ansehen, beginnen nur ${share}. Sag in der ersten Zeile der Beschreibung, was es bringt, gib mehr Punkte oder poste sie dort, wo mehr Leute vorbeikommen.`,
    },
    note: (when) =>
      `-# Stand: ${when}. Aufrufe und Klicks sind die der letzten 90 Tage; Reaktionen werden beim Aktualisieren neu gelesen.`,
    picture: {
      subtitle: (when, zone) => `Statistik · ${when} · ${zone}`,
      campaignSubtitle: (tasks, when, zone) =>
        `Kampagne mit ${count(tasks, 'Aufgabe', 'Aufgaben')} · ${when} · ${zone}`,
      success: 'Erfolg',
      engagement: 'Beteiligung',
      average: 'Mittlere Dauer',
      responses: 'Reaktionen, Antworten',
      funnel: 'Vom Ansehen zum Abschluss',
      looked: 'Angesehen',
      started: 'Begonnen',
      completed: 'Abgeschlossen',
      tasks: 'Am häufigsten abgeschlossen',
      alt: (task, looked, started, completed) =>
        `Diagramm zu „${task}“: ${membersThen(looked, 'hat', 'haben')} sie angesehen, ${started.toLocaleString('de-DE')} begonnen, ${completed.toLocaleString('de-DE')} abgeschlossen. Alle Zahlen stehen darunter in Worten.`,
    },
  },
};
