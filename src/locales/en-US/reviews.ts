import { count, points } from './amounts.js';

/** Moderators and submissions, and what members are told of decisions. */
export const reviews = {
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
    attempt: (n: number) => `attempt ${String(n)}`,
    usualWait: (time: string) => `usually decided within ${time}`,
    minutes: (n: number) => count(n, 'minute', 'minutes'),
    hours: (n: number) => count(n, 'hour', 'hours'),
    days: (n: number) => count(n, 'day', 'days'),
    sentAnew: 'The member has sent something else since. Open the queue again to see it.',
    allTasks: 'All tasks',
    ofTask: 'Only the submissions of one task',
    queue: 'Open the queue',
    toQueue: 'To the queue',
    back: 'Back',
    moreWait:
      'More are waiting than I show here. Each gets its card as these are decided; `/task review` has them all.',
    somebody: 'a moderator',
    cardApproved: (who: string, by: string, when: string) => `✓ ${who}: approved by ${by} ${when}`,
    cardRejected: (who: string, by: string, when: string, reason: string) =>
      `✗ ${who}: rejected by ${by} ${when}: “${reason}”`,
    bulk: {
      ask: (n: number) => `Approve all ${n.toLocaleString('en-US')}…`,
      title: (n: number, task: string, reward: string) =>
        `### Approve ${count(n, 'submission', 'submissions')} for ${task}?\nEach member gets ${reward}. The oldest ones:`,
      more: (n: number) => `and ${n.toLocaleString('en-US')} more`,
      meant: 'What is sent from now on is not included, nor is anything of your own.',
      yes: (n: number) => `Yes, approve ${n.toLocaleString('en-US')}`,
      nothing: (task: string) => `Nothing that you may decide is waiting for ${task}.`,
      done: (n: number, task: string) =>
        n === 0
          ? `Nothing was left to approve for ${task}: others were faster.`
          : `### ✓ ${count(n, 'submission', 'submissions')} for ${task} approved\nPoints and notices follow by themselves.`,
    },
  },
  notice: {
    approved: (n: number, title: string, server: string) =>
      `✓ Your proof for **${title}** on **${server}** was approved: +${points(n)}.`,
    rejected: (title: string, server: string, reason: string, next: string) =>
      `Your proof for **${title}** on **${server}** was not accepted: “${reason}”. ${next}`,
  },
  /** What no direct message could tell, at the next contact. */
  untold: {
    title: '### Decided meanwhile',
    approved: (title: string, n: number) => `✓ **${title}**: your proof was approved, +${points(n)}.`,
    rejected: (title: string, reason: string) => `✗ **${title}**: your proof was not accepted: “${reason}”.`,
    more: 'There is more: `/tasks` shows all of it under your own.',
    why: 'I tell you here because I could not send you a direct message.',
  },
};
export type ReviewTexts = typeof reviews;
