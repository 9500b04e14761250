import type { StatusTexts } from '../en-US/status.js';
import { count } from './amounts.js';

export const status: StatusTexts = {
  status: {
    title: '## Zustand',
    server: '**Dieser Server**',
    off: '**Was aus ist, und warum**',
    databaseUp: 'Die Datenbank antwortet.',
    databaseAway:
      'Die Datenbank antwortet nicht. Nichts geht verloren; was du tust, wird bestätigt, sobald sie zurück ist.',
    discordUp: 'Mit Discord verbunden.',
    discordIn: (ms) => `Mit Discord verbunden; es antwortet in ${ms} ms.`,
    discordAway: 'Gerade nicht mit Discord verbunden.',
    latency: (p50, p95) =>
      `In der letzten Stunde dauerte die Hälfte der Antworten bis zu ${p50} ms, und 95 von 100 bis zu ${p95} ms.`,
    unknown: 'Lässt sich gerade nicht lesen. Versuche es gleich noch einmal.',
    openTasks: (n) => count(n, 'offene Aufgabe', 'offene Aufgaben'),
    rankedMembers: (n) => `${count(n, 'Mitglied', 'Mitglieder')} mit Punkten`,
    activeMembers: (n) => `${count(n, 'Mitglied', 'Mitglieder')} in den letzten 30 Tagen aktiv`,
    integration: {
      ok: 'Alle Kanäle sind erreichbar, und keine Berechtigung fehlt.',
      unknown: 'Kanäle und Berechtigungen wurden noch nicht geprüft.',
      limited: 'Discord lässt mich hier gerade weniger tun als sonst.',
      unreachable: 'Discord lässt mich gerade nicht auf diesen Server.',
      faulty: 'Ein Kanal oder eine Berechtigung fehlt: `/community einrichten` sagt unter *Prüfung*, welche.',
    },
    checked: (when) => `Geprüft ${when}.`,
    missing: {
      pages:
        'Seiten: Ihre Adresse ist nicht eingestellt (`PUBLIC_URL`), deshalb gibt es keine Links dorthin.',
      accountLinks:
        'Konten verknüpfen: Dafür fehlt `PUBLIC_URL`, `DISCORD_CLIENT_ID` oder `DISCORD_CLIENT_SECRET`.',
      contractWallets:
        'Vertragswallets, NFTs und Tokens: Kein Knoten ist eingestellt, der danach gefragt wird (`EVM_RPC_URLS`).',
      joins: 'Beitritte: Discord sagt mir nicht, wer kommt und geht (der Intent *Server Members* ist aus).',
      redis:
        'Redis ist nicht eingestellt (`REDIS_URL`): Jeder Prozess liest für sich. Sonst ändert sich nichts.',
      redisAway: 'Redis antwortet nicht: Jeder Prozess liest für sich. Nichts geht verloren.',
    },
  },
};
