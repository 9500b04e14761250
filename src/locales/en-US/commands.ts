export const commands = {
  community: { name: 'community', description: 'Connect this server and set it up' },
  communityLink: {
    name: 'link',
    description: 'Link this server to a community: a new one, or the one it had',
    options: {
      name: { name: 'name', description: 'What your community is called (the server’s name if left out)' },
      description: { name: 'description', description: 'One sentence about it' },
      code: { name: 'code', description: 'To take over a community: the code from its managers' },
    },
  },
  communitySetup: {
    name: 'setup',
    description: 'Choose channels, roles, language and more, and check that all works',
  },
  communitySettings: { name: 'settings', description: 'See what is set here, and who may do what' },
  communityUnlink: { name: 'unlink', description: 'Unlink this server from its community; it can be undone' },
  communityTransfer: { name: 'transfer', description: 'Move the community and its points to another server' },
  communityAudit: {
    name: 'audit',
    description: 'See who changed what in this server',
    options: {
      who: { name: 'who', description: 'Only what this person did' },
      what: { name: 'what', description: 'Only this kind of change' },
    },
  },
  task: { name: 'task', description: 'Post and review tasks' },
  taskCreate: {
    name: 'create',
    description: 'Post a task that members complete for points',
    options: {
      type: { name: 'type', description: 'How completion is checked' },
      channel: {
        name: 'channel',
        description: 'Where to post it (if left out: the default channel, else this one)',
      },
      role: { name: 'role', description: 'For “Be in the server”: the role a member needs too' },
    },
    types: { discord_join: 'Be in the server (checked at once)', custom: 'Send a proof (reviewed by you)' },
  },
  taskReview: { name: 'review', description: 'Approve or reject what members sent' },
  tasks: {
    name: 'tasks',
    description: 'See open tasks and how far you are',
    options: { show: { name: 'show', description: 'Which tasks' } },
    show: { open: 'Open tasks', mine: 'My tasks' },
  },
  account: { name: 'account', description: 'Your account here' },
  accountLink: { name: 'link', description: 'Link your Discord account, for linked roles' },
  accountUnlink: { name: 'unlink', description: 'Undo the link of your Discord account' },
  accountProfile: {
    name: 'profile',
    description: 'See your points, rank and tasks',
    options: { member: { name: 'member', description: 'Whose profile (if left out: yours)' } },
  },
  accountWallet: { name: 'wallet', description: 'Link, choose and remove your wallets' },
  accountPrivacy: { name: 'privacy', description: 'What is stored about you, and what happens to it' },
  accountPrivacyExport: { name: 'export', description: 'Get everything that is stored about you, as a file' },
  accountPrivacyDelete: { name: 'delete', description: 'Delete everything that is stored about you' },
  accountPrivacyMessages: {
    name: 'messages',
    description: 'Choose whether I write to you of my own accord',
    options: { messages: { name: 'messages', description: 'On, or off' } },
    messages: { on: 'On', off: 'Off' },
  },
  status: { name: 'status', description: 'See how the bot and this server are doing' },
  help: { name: 'help', description: 'What you can do here' },
};
export type CommandTexts = typeof commands;
