/** Who did what first is not known here; how the task stands now is what helps. */
export const taskLife = {
  taskLife: {
    refused: {
      draft: 'This task is not posted yet.',
      scheduled: 'This task is scheduled already.',
      active: 'This task is open already.',
      paused: 'This task is paused.',
      completed: 'This task is over: all places were taken.',
      expired: 'This task is over.',
      cancelled: 'This task was withdrawn.',
    },
    endPassed: (when: string) =>
      `This task would have ended ${when}. Give it another end first, then post it.`,
    startAfterEnd: 'This task would end before it starts. Give it another start or end first.',
    sameDay: 'Another occurrence of this task begins on that day already. Choose another start.',
    longerThanSeries: {
      daily: 'A task that repeats every day can be open for a day at most. Give it an earlier end.',
      weekly: 'A task that repeats every week can be open for a week at most. Give it an earlier end.',
    },
  },
};
export type TaskLifeTexts = typeof taskLife;
