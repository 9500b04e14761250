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
    description: 'Make a task that members complete for points',
    options: {
      type: { name: 'type', description: 'How completion is checked' },
      channel: {
        name: 'channel',
        description: 'Where to post it (if left out: the default channel, else this one)',
      },
      role: { name: 'role', description: 'For “Be in the server”: the role a member needs too' },
      template: { name: 'template', description: 'Instead of a type: one of your templates' },
    },
    types: {
      discord_join: 'Be in the server (checked at once)',
      discord_role: 'Have a role (checked at once)',
      discord_message: 'Write in a channel (checked at once)',
      discord_reaction: 'React to a message (checked at once)',
      twitter_follow: 'Follow on X (reviewed by you)',
      twitter_like: 'Like a post on X (reviewed by you)',
      twitter_retweet: 'Repost on X (reviewed by you)',
      telegram_join: 'Join on Telegram (reviewed by you)',
      custom_url: 'Send a link or handle (reviewed by you)',
      quiz: 'Pass a quiz (marked at once)',
      survey: 'Answer a survey (counted at once)',
      custom: 'Send a proof (reviewed by you)',
    },
  },
  taskManage: {
    name: 'manage',
    description: 'Pause, end, change or copy a task',
    options: { task: { name: 'task', description: 'Its title, or words of it (if left out: the newest)' } },
  },
  allowlist: { name: 'allowlist', description: 'Run allowlists and draws' },
  allowlistCreate: {
    name: 'create',
    description: 'Make an allowlist that members enter',
    options: {
      channel: {
        name: 'channel',
        description: 'Where to post it (if left out: the default channel, else this one)',
      },
      template: { name: 'template', description: 'Instead of a form: one of your templates' },
    },
  },
  allowlistDraw: {
    name: 'draw',
    description: 'See how a draw stands, start it now, pick or replace winners',
    options: {
      allowlist: { name: 'allowlist', description: 'Its title, or words of it (if left out: the newest)' },
    },
  },
  allowlistManage: {
    name: 'manage',
    description: 'Pause, close, extend, withdraw or copy an allowlist',
    options: {
      allowlist: { name: 'allowlist', description: 'Its title, or words of it (if left out: the newest)' },
    },
  },
  taskReview: { name: 'review', description: 'Approve or reject what members sent' },
  taskPoints: {
    name: 'points',
    description: 'Give points to a member, or take them, by hand',
    options: {
      member: { name: 'member', description: 'Whose points' },
      amount: { name: 'amount', description: 'How many' },
      reason: { name: 'reason', description: 'Why; the member reads it, and it stays in the audit log' },
    },
  },
  taskPointsCredit: {
    name: 'credit',
    description: 'Give points to a member',
  },
  taskPointsDebit: {
    name: 'debit',
    description: 'Take points from a member, never more than they have',
  },
  leaderboard: {
    name: 'leaderboard',
    description: 'See who has the most points, and your own rank',
    options: { show: { name: 'show', description: 'Of all time (if left out), or this week' } },
    show: { all: 'Of all time', week: 'This week' },
  },
  tasks: {
    name: 'tasks',
    description: 'See open tasks and how far you are',
    options: { show: { name: 'show', description: 'Which tasks' } },
    show: { open: 'Open tasks', mine: 'My tasks' },
  },
  allowlists: {
    name: 'allowlists',
    description: 'See open allowlists, yours, and your odds',
    options: { show: { name: 'show', description: 'Which allowlists' } },
    show: { open: 'Open allowlists', mine: 'My allowlists' },
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
  verify: {
    name: 'verify',
    description: 'Check a draw, and get the files to check it yourself',
    options: { draw: { name: 'draw', description: 'Its title, its id, or the link of its page' } },
  },
  allowlistExport: {
    name: 'export',
    description: 'Get entries or winners as a file, with their wallets',
    options: {
      allowlist: { name: 'allowlist', description: 'Which allowlist' },
      who: { name: 'who', description: 'Winners, or all entries' },
      format: { name: 'format', description: 'What it is for' },
    },
    who: { winners: 'Winners', entries: 'Entries' },
    formats: {
      csv: 'Spreadsheet (CSV)',
      json: 'Program (JSON)',
      merkle: 'Contract (Merkle tree of OpenZeppelin)',
    },
  },
  status: { name: 'status', description: 'See how the bot and this server are doing' },
  help: { name: 'help', description: 'What you can do here' },
};
export type CommandTexts = typeof commands;
