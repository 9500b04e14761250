import type { CommandTexts } from '../en-US/commands.js';

export const commands: CommandTexts = {
  community: { name: 'community', description: 'Diesen Server verbinden und einrichten' },
  communityLink: {
    name: 'verbinden',
    description: 'Diesen Server mit einer eigenen Community verbinden',
    options: {
      name: { name: 'name', description: 'Wie deine Community heißt' },
      description: { name: 'beschreibung', description: 'Ein Satz über sie' },
    },
  },
  task: { name: 'aufgabe', description: 'Aufgaben veröffentlichen und prüfen' },
  taskCreate: {
    name: 'erstellen',
    description: 'Eine Aufgabe veröffentlichen, die Mitglieder für Punkte erledigen',
    options: {
      type: { name: 'art', description: 'Wie die Erledigung geprüft wird' },
      channel: {
        name: 'kanal',
        description: 'Wo sie erscheint (ohne Angabe: im Standardkanal, sonst in diesem)',
      },
      role: { name: 'rolle', description: 'Für „Auf dem Server sein“: die Rolle, die es dazu braucht' },
    },
    types: {
      discord_join: 'Auf dem Server sein (sofort geprüft)',
      custom: 'Beleg einsenden (du prüfst ihn)',
    },
  },
  taskReview: { name: 'pruefen', description: 'Einsendungen annehmen oder ablehnen' },
  tasks: {
    name: 'aufgaben',
    description: 'Offene Aufgaben und deinen Stand sehen',
    options: { show: { name: 'zeige', description: 'Welche Aufgaben' } },
    show: { open: 'Offene Aufgaben', mine: 'Meine Aufgaben' },
  },
  account: { name: 'konto', description: 'Dein Konto hier' },
  accountProfile: { name: 'profil', description: 'Deine Punkte, deinen Rang und deine Aufgaben sehen' },
  accountWallet: { name: 'wallets', description: 'Deine Wallets verknüpfen, wählen und entfernen' },
  help: { name: 'hilfe', description: 'Was du hier tun kannst' },
};
