/**
 * Every text that a person in Discord reads, in English; this catalogue is the type of all others.
 * Values in texts are already escaped or trusted; times are Discord timestamps.
 */
const count = (n: number, one: string, many: string): string =>
  `${n.toLocaleString('en-US')} ${n === 1 ? one : many}`;
const points = (n: number): string => count(n, 'point', 'points');

export const enUS = {
  commands: {
    community: { name: 'community', description: 'Connect this server and set it up' },
    communityLink: {
      name: 'link',
      description: 'Link this server to a community of its own',
      options: {
        name: { name: 'name', description: 'What your community is called' },
        description: { name: 'description', description: 'One sentence about it' },
      },
    },
    task: { name: 'task', description: 'Post and review tasks' },
    taskCreate: {
      name: 'create',
      description: 'Post a task that members complete for points',
      options: {
        type: { name: 'type', description: 'How completion is checked' },
        channel: { name: 'channel', description: 'Where to post it (this channel if left out)' },
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
    accountProfile: { name: 'profile', description: 'See your points, rank and tasks' },
    help: { name: 'help', description: 'What you can do here' },
  },
  errors: {
    unexpected: (incidentId: string) =>
      `Something went wrong on our side. Nothing you did was lost. If it happens again, tell a moderator this code: \`${incidentId}\``,
    tryAgain: 'This could not be confirmed just now. Please try again in a moment; doing it twice is safe.',
    outOfDate: 'This button or form is out of date. Run the command again for a fresh one.',
    unknownCommand:
      'This command is not known here any more. Discord may show an old list: restart Discord and try again.',
    serverOnly: 'This works in a server only, not in direct messages.',
    managerOnly: 'You need the permission **Manage Server** for this.',
    notLinked: 'This server is not linked to a community yet. An admin can do that with `/community link`.',
    alreadyLinked: (name: string) => `This server is already linked to **${name}**.`,
    communityName: 'Please give your community a name of 2 to 60 visible characters.',
    notYours: 'This is not yours to press. Run the command yourself.',
    taskNotFound: 'This task does not exist any more.',
    taskClosed: (endedAt: string) => `This task is over since ${endedAt}.`,
    taskCancelled: 'This task was withdrawn.',
    taskCompleted: (at: string) => `You completed this task ${at}. It counts once.`,
    proofPending: (at: string) => `Your proof from ${at} is waiting for review. You need not send another.`,
    roleMissing: (role: string) => `You need the role ${role} for this task. Get it first, then press again.`,
    membershipPending: 'Accept the rules of this server first, then press again.',
    botsNotCounted: 'Bots do not take part.',
    proofLength: (max: number) =>
      `A proof has 1 to ${String(max)} visible characters: a link, a name or a short answer.`,
    reasonLength: (max: number) => `A reason has 1 to ${String(max)} visible characters.`,
    formExpired: 'This form has expired. Run the command again.',
    roleOnlyForJoin: 'A role goes with the type “Be in the server” only.',
    everyoneRole: 'Everybody has @everyone. Choose another role, or none.',
    channelUnusable: (channel: string) =>
      `I can't post in ${channel}. Give me **View Channel** and **Send Messages** there, or choose another channel.`,
    alreadyDecided: (by: string) => `This was already decided by ${by}.`,
    completionGone: 'This submission does not exist any more.',
    ownSubmission: 'You cannot review your own submission.',
    taskFull: 'All places of this task are taken. If one becomes free, you can press again.',
    notEnoughPoints: (price: number) => `This costs ${points(price)}, and you don't have as many here.`,
    allowlistNotFound: 'This allowlist does not exist any more.',
    allowlistClosed: 'This allowlist takes no more entries.',
    allowlistFull: 'All places of this allowlist are taken. If somebody leaves, you can press again.',
    alreadyEntered: (at: string) => `You entered ${at}. It counts once.`,
    notEntered: 'You are not in this allowlist.',
    walletTaken: 'This wallet is in already, with another member.',
  },
  notConfirmed: 'Not confirmed yet. This message will update by itself; pressing again is safe.',
  common: {
    number: (n: number): string => n.toLocaleString('en-US'),
    points,
    previous: 'Back',
    next: 'Next',
    open: 'Open',
    page: (from: number, to: number) => `${String(from)}–${String(to)}`,
  },
  community: {
    linked: (name: string) => `## ${name} is ready\nThis server is linked. Members can now earn points here.`,
    nextStep:
      '**Next:** post your first task with `/task create`. Members press *Complete* on it; `/tasks` shows them all.',
    moderators: 'Moderators with **Manage Server** can create and review tasks too.',
  },
  taskForm: {
    title: 'New task',
    titleLabel: 'Title',
    titleHint: (max: number) => `Up to ${String(max)} characters`,
    descriptionLabel: 'Description',
    descriptionHint: (max: number) => `What to do, in up to ${String(max)} characters`,
    pointsLabel: 'Points',
    pointsHint: (min: string, max: string) => `A whole number from ${min} to ${max}`,
    durationLabel: 'Open for',
    durationHint: 'For example 7d, 12h or 90m; 1 hour to 1 year',
    refused: '### Not posted yet',
    refusedHint: 'What you typed is kept.',
    fix: 'Fix it',
    faults: {
      title: (max: number, given: number) =>
        `**Title**: 1 to ${String(max)} visible characters${given > max ? `; yours has ${String(given)}` : ''}.`,
      description: (max: number, given: number) =>
        `**Description**: 1 to ${String(max)} visible characters${given > max ? `; yours has ${String(given)}` : ''}.`,
      points: (min: string, max: string) => `**Points**: a whole number from ${min} to ${max}.`,
      duration: '**Open for**: 1 hour to 1 year, typed like `7d`, `12h`, `90m` or `1d 12h`.',
    },
    posted: (title: string, channel: string) => `### Posted\n**${title}** is open in ${channel}.`,
    postedSoon: 'The task is saved and will be posted in a moment.',
  },
  taskCard: {
    reward: (n: number) => `**${points(n)}**`,
    ends: (when: string) => `ends ${when}`,
    ended: (when: string) => `ended ${when}`,
    howJoin: 'Press *Complete*: you only need to be in this server.',
    howRole: (role: string) => `Press *Complete*: you need the role ${role}.`,
    howProof: 'Press *Complete* and send your proof. A moderator looks at it.',
    completed: (n: number) =>
      n === 0
        ? 'Nobody completed it yet. Be the first!'
        : `Completed by **${count(n, 'member', 'members')}**`,
    complete: 'Complete',
    details: 'Details',
  },
  completion: {
    verified: (n: number, title: string) => `### Done! +${points(n)}\nYou completed **${title}**.`,
    submitted: (title: string) =>
      `### Sent for review\nYour proof for **${title}** is with the moderators. Press *Details* on the task to see how it stands.`,
  },
  details: {
    yours: '**You**',
    notStarted: 'Not completed yet.',
    pending: (when: string) => `Your proof was sent ${when} and is waiting for review.`,
    verified: (n: number, when: string) => `Completed ${when}: +${points(n)}.`,
    rejected: (reason: string, when: string) =>
      `Rejected ${when}: “${reason}”. You may press *Complete* and try again.`,
    postedBy: (who: string, when: string) => `Posted by ${who} ${when}`,
  },
  proofForm: {
    title: 'Your proof',
    label: 'Proof',
    hint: 'A link, a name or a short answer that shows you did it',
  },
  tasks: {
    openTitle: '## Open tasks',
    mineTitle: '## Your tasks',
    noneOpen: 'No task is open right now. Come back later!',
    noneMine: 'You have not taken part in a task yet. `/tasks` shows what is open.',
    state: {
      none: 'not done yet',
      pending: 'in review',
      verified: 'done ✓',
      rejected: 'rejected – try again',
    },
    line: (reward: number, when: string, state: string) => `${points(reward)} · ${when} · ${state}`,
  },
  review: {
    title: '## Review',
    empty: 'Nothing is waiting for review. ✓',
    waiting: (n: number) => `${count(n, 'submission', 'submissions')} waiting`,
    from: (who: string, when: string) => `From ${who}, sent ${when}`,
    history: (verified: number, rejected: number) =>
      `Before: ${String(verified)} approved, ${String(rejected)} rejected in this community`,
    approve: 'Approve',
    reject: 'Reject',
    skip: 'Skip',
    approved: (who: string, n: number) => `✓ Approved: ${who} gets ${points(n)}.`,
    rejected: (who: string) => `Rejected. ${who} sees your reason.`,
    reasonTitle: 'Reject this submission',
    reasonLabel: 'Reason',
    reasonHint: 'The member reads this',
  },
  notice: {
    approved: (n: number, title: string, server: string) =>
      `✓ Your proof for **${title}** on **${server}** was approved: +${points(n)}.`,
    rejected: (title: string, server: string, reason: string) =>
      `Your proof for **${title}** on **${server}** was not accepted: “${reason}”. You may press *Complete* again and send a better one.`,
  },
  profile: {
    title: (who: string) => `## ${who}`,
    points: (n: number, community: string) => `**${points(n)}** in ${community}`,
    rank: (rank: number, of: number) => `Rank **${String(rank)}** of ${count(of, 'member', 'members')}`,
    unranked: 'Not ranked yet: complete a task to get on the board.',
    completions: (n: number) => `${count(n, 'task', 'tasks')} completed`,
    week: (n: number) => `${points(n)} this week`,
  },
  help: {
    title: '## What you can do here',
    footer: 'Complete tasks to earn points. Only you see answers like this one.',
  },
};

export type Texts = typeof enUS;
