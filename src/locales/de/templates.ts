import type { Texts } from '../en-US/index.js';

export const templates: Pick<Texts, 'templates'> = {
  templates: {
    open: 'Vorlagen',
    title: '## Vorlagen',
    none: 'Es gibt noch keine. Eine Vorlage behält alles außer den Terminen.',
    hint: {
      task: '`/aufgabe erstellen` macht aus einer Vorlage einen Entwurf.',
      allowlist: '`/allowlist erstellen` macht aus einer Vorlage einen Entwurf.',
    },
    save: { task: 'Diese Aufgabe als Vorlage sichern', allowlist: 'Diese Allowlist als Vorlage sichern' },
    name: 'Name der Vorlage',
    nameHint: (max) => `Danach wird sie ausgewählt, bis zu ${String(max)} Zeichen`,
    saved: (name) => `✓ **${name}** ist gesichert.`,
    deleted: (name) => `**${name}** ist gelöscht.`,
    choose: 'Eine Vorlage löschen …',
    sureToDelete: {
      task: (name) => `Die Vorlage **${name}** löschen? Aufgaben, die aus ihr entstanden sind, bleiben.`,
      allowlist: (name) =>
        `Die Vorlage **${name}** löschen? Allowlists, die aus ihr entstanden sind, bleiben.`,
    },
    delete: 'Löschen',
    keep: 'Behalten',
    refused: {
      name: (max) => `Der Name einer Vorlage hat 1 bis ${String(max)} sichtbare Zeichen.`,
      nameTaken:
        'Eine Vorlage mit diesem Namen gibt es schon. Wähle einen anderen Namen oder lösche sie vorher.',
      tooMany: (max) =>
        `Ein Server hat höchstens ${String(max)} Vorlagen einer Art. Lösche vorher eine, die du nicht brauchst.`,
      gone: 'Eine solche Vorlage gibt es hier nicht. Wähle eine der vorgeschlagenen.',
    },
  },
};
