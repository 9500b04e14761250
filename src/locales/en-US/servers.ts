export const servers = {
  community: {
    linked: (name: string) => `## ${name} is ready\nThis server is linked. Members can now earn points here.`,
    nextStep:
      '**Next:** post your first task with `/task create`. Members press *Complete* on it; `/tasks` shows them all.',
    moderators: 'Moderators with **Manage Server** can create and review tasks too.',
  },
};
export type ServerTexts = typeof servers;
