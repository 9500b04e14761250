import { count } from './amounts.js';

const members = (n: number): string => count(n, 'member', 'members');

export const statistics = {
  statistics: {
    open: 'Statistics',
    refresh: 'Refresh',
    wholeCampaign: 'Whole campaign',
    thisTask: 'This task',
    title: (task: string) => `## Statistics: ${task}`,
    campaignTitle: (campaign: string, tasks: number) =>
      `## Statistics: ${campaign}\nCampaign of ${count(tasks, 'task', 'tasks')}. Who took part in two of them is counted twice.`,
    /** Of dates and numbers, as `Intl` takes it. */
    intl: 'en-US',
    percent: (n: number) => `${n.toLocaleString('en-US')}%`,
    looked: (views: number, n: number) =>
      `**Looked**: details opened ${count(views, 'time', 'times')} by ${members(n)}`,
    started: (n: number) => `**Started**: ${members(n)} pressed *Complete*`,
    unfinished: (n: number) => `${members(n)} of these had not done it yet or never sent the form`,
    waiting: (n: number) => `${count(n, 'attempt waits', 'attempts wait')} for review`,
    completed: (n: number, share: string) =>
      `**Completed**: ${members(n)}, ${share} of those who looked or started`,
    rejected: (n: number) => `${count(n, 'attempt stands', 'attempts stand')} rejected`,
    success: (share: string, n: number) =>
      `**Success**: ${share} of ${count(n, 'start', 'starts')}, without those that wait for review`,
    average: (time: string) => `**Average time** from the first attempt to the confirmation: ${time}`,
    atOnce: 'at once',
    reactions: (n: number) => `**Reactions** to the card: ${n.toLocaleString('en-US')}`,
    replies: (n: number) => `**Replies** to the card: ${n.toLocaleString('en-US')}`,
    score: (n: string) => `**Engagement**: ${n} of 100`,
    completions: {
      hour: 'Completions per hour',
      day: 'Completions per day',
      week: 'Completions per week, from Monday on',
    },
    nobody: 'Nobody has completed it yet.',
    othersNone: (steps: string) => `${steps}; none at other times`,
    tasks: 'The tasks, most completed first',
    inCampaign: (task: string, starts: number, completions: number, share: string) =>
      `- ${task}: ${completions.toLocaleString('en-US')} of ${count(starts, 'start', 'starts')} completed, success ${share}`,
    andMore: (n: number) => `and ${count(n, 'more task', 'more tasks')}`,
    span: {
      days: (n: number) => count(n, 'day', 'days'),
      hours: (n: number) => `${n.toLocaleString('en-US')} h`,
      minutes: (n: number) => `${n.toLocaleString('en-US')} min`,
      seconds: (n: number) => `${n.toLocaleString('en-US')} s`,
    },
    advice: {
      title: '### What to do with it',
      few: (enough: number, n: number) =>
        `Too early to tell: advice needs ${String(enough)} decided starts, and there ${n === 1 ? 'is' : 'are'} ${n.toLocaleString('en-US')}.`,
      rejected: (share: string) =>
        `Less than half succeed (${share}), most of the others because their proof was rejected. Say in the description exactly what a good proof shows, with an example, or ask for something simpler.`,
      unfinished: (share: string) =>
        `Less than half succeed (${share}), most of the others because they press *Complete* before it is done. Split the task into smaller ones, or put the steps and links into the description.`,
      easy: (share: string) =>
        `More than four of five succeed (${share}). It may ask for more, or give fewer points, so that harder tasks stay worth the effort.`,
      balanced: (share: string) => `Well balanced: ${share} succeed. Leave it as it is.`,
      unstarted: (share: string) =>
        `Of those who look, only ${share} start. Say in the first line of the description what they get, raise the points, or post it where more people come by.`,
    },
    note: (when: string) =>
      `-# As of ${when}. Views and presses are those of the last 90 days; reactions are read again when you refresh.`,
    picture: {
      subtitle: (when: string, zone: string) => `Statistics · ${when} · ${zone}`,
      campaignSubtitle: (tasks: number, when: string, zone: string) =>
        `Campaign of ${count(tasks, 'task', 'tasks')} · ${when} · ${zone}`,
      success: 'Success',
      engagement: 'Engagement',
      average: 'Average time',
      responses: 'Reactions, replies',
      funnel: 'From looking to completing',
      looked: 'Looked',
      started: 'Started',
      completed: 'Completed',
      tasks: 'Most completed tasks',
      alt: (task: string, looked: number, started: number, completed: number) =>
        `Chart of “${task}”: ${members(looked)} looked, ${started.toLocaleString('en-US')} started, ${completed.toLocaleString('en-US')} completed. All figures stand below it in words.`,
    },
  },
};
