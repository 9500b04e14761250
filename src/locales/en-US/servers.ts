export const servers = {
  community: {
    linked: (name: string) => `## ${name} is ready\nThis server is linked. Members can now earn points here.`,
    nextStep:
      '**Next:** post your first task with `/task create`. Members press *Complete* on it; `/tasks` shows them all.',
    moderators: 'Moderators with **Manage Server** can create and review tasks too.',
  },
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
