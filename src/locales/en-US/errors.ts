import { count, points } from './amounts.js';

export const errors = {
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
  taskClosed: (endedAt: string) => `This task ended ${endedAt}.`,
  taskNotLinked: 'This server is not linked to the community of this task any more.',
  taskScheduled: (opensAt: string) => `This task opens ${opensAt}.`,
  taskPaused: 'This task is paused. Come back later!',
  taskDone: 'All places of this task were taken.',
  attemptsSpent: (n: number) => `You have used all ${String(n)} attempts at this task.`,
  tooSoon: (at: string) => `You can try this task again ${at}.`,
  taskCancelled: 'This task was withdrawn.',
  taskCompleted: (at: string) => `You completed this task ${at}. It counts once.`,
  proofPending: (at: string) => `Your proof from ${at} is waiting for review. You need not send another.`,
  roleMissing: (role: string) => `You need the role ${role} for this task. Get it first, then press again.`,
  membershipPending: 'Accept the rules of this server first, then press again.',
  accountTooYoung: (days: number, from: string) =>
    `Your Discord account is too new: this server asks for one that is at least ${count(days, 'day', 'days')} old. You can take part from ${from} on.`,
  botsNotCounted: 'Bots do not take part.',
  proofLength: (max: number) =>
    `A proof has 1 to ${String(max)} visible characters: a link, a name or a short answer.`,
  reasonLength: (max: number) => `A reason has 1 to ${String(max)} visible characters.`,
  formExpired: 'This form has expired. Run the command again.',
  everyoneRole: 'Everybody has @everyone. Choose another role, or none.',
  channelUnusable: (channel: string) =>
    `I can't post in ${channel}. Give me **View Channel** and **Send Messages** there, or choose another channel.`,
  alreadyDecided: (by: string) => `This was already decided by ${by}.`,
  completionGone: 'This submission does not exist any more.',
  ownSubmission: 'You cannot review your own submission.',
  taskFull: 'All places of this task are taken. If one becomes free, you can press again.',
  notEnoughPoints: (price: number) => `This costs ${points(price)}, and you don't have as many here.`,
  drawNotFound:
    'There is no such draw here. A draw can be checked once the list of its allowlist is fixed; take its title, its id, or the link of its page.',
  allowlistNotFound: 'This allowlist does not exist any more.',
  allowlistUnclear:
    'No allowlist of this server is found by these words, or more than one. Choose one of the suggestions that appear while you type.',
  allowlistClosed: 'This allowlist takes no more entries.',
  allowlistNotLinked: 'This server is not linked to the community of this allowlist any more.',
  allowlistPaused: 'This allowlist is paused. Come back later!',
  allowlistScheduled: (opensAt: string) => `This allowlist opens ${opensAt}.`,
  allowlistEnded: (endedAt: string) => `This allowlist ended ${endedAt}.`,
  allowlistCancelled: 'This allowlist was cancelled. What was paid for it is given back.',
  allowlistDrawn: 'This allowlist is over: its winners stand.',
  allowlistFull: 'All places of this allowlist are taken. If somebody leaves, you can press again.',
  alreadyEntered: (at: string) => `You entered ${at}. It counts once.`,
  entryHeld: 'A manager looks at your entry before the list closes. You will be told.',
  entryRefused:
    'Your entry was not accepted: several things about it look unusual. *My entry* lets you tell the managers why it is honest.',
  entryDecided: 'This was decided already, or there is nothing to decide.',
  notEntered: 'You are not in this allowlist.',
  walletTaken: 'This wallet is in already, with another member.',
};
export type ErrorTexts = typeof errors;
