export const linking = {
  linked: {
    created: (name: string) =>
      `## ${name} is ready\nThis server is linked. Members can now earn points here.`,
    restored: (name: string) =>
      `## ${name} is back\nThis server is linked again, with its settings, its tasks and everybody’s points.`,
    'taken-over': (name: string) =>
      `## ${name} has moved here\nThis server is linked, and everybody keeps the points they earned. The server that had it before is not linked any more.`,
  },
  nextStep:
    '**Next:** choose channels and roles, and post your first task with `/task create`. Members press *Complete* on it; `/tasks` shows them all.',
  setUp: 'Set up',
  moderators: 'Moderators with **Manage Server** can create and review tasks too.',
  offer: {
    text: (name: string, when: string, until: string) =>
      `## Welcome back\nThis server was linked to **${name}** until ${when}. You can have it back, with its settings, its tasks and everybody’s points. What the server has set is kept until ${until}.`,
    instead: (name: string) =>
      `Or begin anew with **${name}**: everybody starts with no points, and this server can’t go back to the former community.`,
    restore: 'Restore',
    createNew: 'Begin anew',
  },
  unlink: {
    title: (name: string) => `## Unlink ${name}?`,
    stops:
      '**What stops:** nobody can complete tasks or enter allowlists here, and their cards say so. Nothing is posted or announced. Roles lose what you allowed them.',
    stays:
      '**What stays:** points and ranks belong to the community and are never lost. Settings, tasks and submissions are kept for 30 days: until then `/community link` brings everything back.',
    confirm: 'Unlink…',
    formTitle: 'Unlink this server',
    nameLabel: 'Name of the community',
    nameHint: (name: string) => `To confirm, type: ${name}`,
    done: (name: string, until: string) =>
      `### Unlinked\nThis server is not linked to **${name}** any more. With \`/community link\` everything comes back, until ${until}.`,
  },
  transfer: {
    open: 'Move to another server…',
    text: (name: string) =>
      `## Move ${name} to another server\nMake a code and give it to somebody with **Manage Server** there. They run \`/community link\` with the code; then the community and everybody’s points belong to that server, and this one is unlinked. Tasks and settings stay behind.\n-# Whoever has the code can take the community. It works once, for 24 hours.`,
    makeCode: 'Make a code',
    code: (name: string, until: string) =>
      `### Code for ${name}\nIt works once, until ${until}, with \`/community link\` in the other server. It is not shown again.`,
  },
  greeting: {
    title: '## Hello!',
    next: 'I post tasks and allowlists and count points for your members.\n**Next:** somebody with **Manage Server** runs `/community link`; it takes a minute.',
    back: (name: string) =>
      `I’m back. This server was linked to **${name}**: \`/community link\` brings it back, with its settings and points.`,
    why: (server: string) => `You read this because I was added to **${server}** and can’t write there yet.`,
  },
  errors: {
    code: 'This code can’t be used: it is wrong, was used before, or is older than 24 hours. Ask the managers of the other server for a new one.',
    nothingToRestore:
      'There is no former community that this server could have back. Run `/community link` again.',
    elsewhere:
      'This community belongs to another server by now. Run `/community link` again to create a new one.',
    confirmation: (name: string) =>
      `That is not the name. Nothing was changed. To unlink, type exactly: ${name}`,
  },
};
export type LinkingTexts = typeof linking;
