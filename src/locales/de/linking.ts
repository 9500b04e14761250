import type { LinkingTexts } from '../en-US/linking.js';

export const linking: LinkingTexts = {
  linked: {
    created: (name) =>
      `## ${name} ist bereit\nDieser Server ist verbunden. Mitglieder können jetzt Punkte sammeln.`,
    restored: (name) =>
      `## ${name} ist zurück\nDieser Server ist wieder verbunden, mit seinen Einstellungen, seinen Aufgaben und allen Punkten.`,
    'taken-over': (name) =>
      `## ${name} ist hierher gezogen\nDieser Server ist verbunden, und alle behalten ihre Punkte. Der frühere Server ist nicht mehr verbunden.`,
  },
  nextStep:
    '**Weiter:** Lege Kanäle und Rollen fest und veröffentliche mit `/aufgabe erstellen` die erste Aufgabe. Mitglieder drücken darauf *Erledigen*; `/aufgaben` zeigt alle.',
  setUp: 'Einrichten',
  moderators: 'Wer **Server verwalten** darf, kann auch Aufgaben erstellen und prüfen.',
  offer: {
    text: (name, when, until) =>
      `## Willkommen zurück\nDieser Server war bis ${when} mit **${name}** verbunden. Du kannst die Community zurückhaben, mit ihren Einstellungen, ihren Aufgaben und allen Punkten. Was hier eingestellt war, bleibt bis ${until} erhalten.`,
    instead: (name) =>
      `Oder beginne neu mit **${name}**: Alle fangen ohne Punkte an, und dieser Server kann nicht zur früheren Community zurück.`,
    restore: 'Wiederherstellen',
    createNew: 'Neu beginnen',
  },
  unlink: {
    title: (name) => `## ${name} von diesem Server trennen?`,
    stops:
      '**Was aufhört:** Niemand kann hier noch Aufgaben erledigen oder an Allowlists teilnehmen, und die Karten sagen das. Nichts wird veröffentlicht oder bekannt gegeben. Rollen verlieren, was du ihnen erlaubt hast.',
    stays:
      '**Was bleibt:** Punkte und Ränge gehören der Community und gehen nie verloren. Einstellungen, Aufgaben und Einsendungen bleiben 30 Tage: So lange bringt `/community verbinden` alles zurück.',
    confirm: 'Trennen …',
    formTitle: 'Diesen Server trennen',
    nameLabel: 'Name der Community',
    nameHint: (name) => `Zum Bestätigen eingeben: ${name}`,
    done: (name, until) =>
      `### Getrennt\nDieser Server ist nicht mehr mit **${name}** verbunden. Mit \`/community verbinden\` kommt alles zurück, bis ${until}.`,
  },
  transfer: {
    open: 'Auf einen anderen Server …',
    text: (name) =>
      `## Mit ${name} auf einen anderen Server ziehen\nErzeuge einen Code und gib ihn jemandem, der dort **Server verwalten** darf. Wer ihn bei \`/community verbinden\` angibt, holt die Community und alle Punkte auf jenen Server, und dieser ist dann getrennt. Aufgaben und Einstellungen bleiben hier.\n-# Wer den Code hat, kann die Community übernehmen. Er gilt einmal, 24 Stunden lang.`,
    makeCode: 'Code erzeugen',
    code: (name, until) =>
      `### Code für ${name}\nEr gilt einmal, bis ${until}, bei \`/community verbinden\` auf dem anderen Server. Er wird nicht noch einmal gezeigt.`,
  },
  greeting: {
    title: '## Hallo!',
    next: 'Ich veröffentliche Aufgaben und Allowlists und zähle die Punkte deiner Mitglieder.\n**Weiter:** Wer **Server verwalten** darf, ruft `/community verbinden` auf; es dauert eine Minute.',
    back: (name) =>
      `Ich bin zurück. Dieser Server war mit **${name}** verbunden: \`/community verbinden\` bringt die Community zurück, mit Einstellungen und Punkten.`,
    why: (server) =>
      `Du liest das, weil ich auf **${server}** hinzugefügt wurde und dort noch nicht schreiben kann.`,
  },
  errors: {
    code: 'Dieser Code geht nicht: Er ist falsch, wurde schon benutzt oder ist älter als 24 Stunden. Bitte die Verwaltung des anderen Servers um einen neuen.',
    nothingToRestore:
      'Es gibt keine frühere Community, die dieser Server zurückhaben könnte. Rufe `/community verbinden` noch einmal auf.',
    elsewhere:
      'Diese Community gehört inzwischen zu einem anderen Server. Rufe `/community verbinden` noch einmal auf, um eine neue zu gründen.',
    confirmation: (name) =>
      `Das ist nicht der Name. Nichts wurde geändert. Zum Trennen gib genau das ein: ${name}`,
  },
};
