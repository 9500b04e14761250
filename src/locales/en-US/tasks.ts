import { points } from './amounts.js';

export const tasks = {
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
    postedBy: (who: string, when: string) => `Posted by ${who} ${when}`,
  },
  proofForm: {
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
      spent: 'rejected – no attempts left',
    },
    line: (reward: number, when: string, state: string) => `${points(reward)} · ${when} · ${state}`,
  },
};
export type TaskTexts = typeof tasks;
