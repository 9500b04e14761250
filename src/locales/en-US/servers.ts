export const servers = {
  permissions: {
    names: {
      'tasks.create': 'create tasks',
      'tasks.review': 'review submissions',
      'allowlists.run': 'run allowlists',
      'allowlists.draw': 'draw winners',
      'analytics.view': 'see analytics',
    },
    missing: (what: string) =>
      `You need the permission **Manage Server** or a role that may **${what}** here. Somebody with Manage Server can allow one of your roles: \`/community setup\`.`,
  },
};
export type ServerTexts = typeof servers;
