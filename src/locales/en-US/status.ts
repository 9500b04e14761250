import { count } from './amounts.js';

export const status = {
  status: {
    title: '## Status',
    server: '**This server**',
    off: '**What is off, and why**',
    databaseUp: 'The database answers.',
    databaseAway: 'The database does not answer. Nothing is lost; what you do is confirmed once it is back.',
    discordUp: 'Connected to Discord.',
    discordIn: (ms: string) => `Connected to Discord, which answers in ${ms} ms.`,
    discordAway: 'Not connected to Discord just now.',
    latency: (p50: string, p95: string) =>
      `In the last hour half of all answers took up to ${p50} ms, and 95 of 100 up to ${p95} ms.`,
    unknown: 'Can’t be read just now. Try again in a moment.',
    openTasks: (n: number) => count(n, 'open task', 'open tasks'),
    rankedMembers: (n: number) => `${count(n, 'member', 'members')} with points`,
    activeMembers: (n: number) => `${count(n, 'member', 'members')} active in the last 30 days`,
    integration: {
      ok: 'All channels can be reached, and no permission is missing.',
      unknown: 'Channels and permissions were not checked yet.',
      limited: 'Discord lets me do less than usual here just now.',
      unreachable: 'Discord does not let me into this server just now.',
      faulty: 'A channel or a permission is missing: `/community setup` says which, under *Check*.',
    },
    checked: (when: string) => `Checked ${when}.`,
    missing: {
      pages: 'Pages: their address is not set (`PUBLIC_URL`), so there are no links to them.',
      accountLinks:
        'Linking accounts: it needs `PUBLIC_URL`, `DISCORD_CLIENT_ID` and `DISCORD_CLIENT_SECRET`.',
      contractWallets:
        'Contract wallets, NFTs and tokens: no node is set to ask about them (`EVM_RPC_URLS`).',
      joins: 'Joins: Discord does not tell me who comes and goes (the intent *Server Members* is off).',
      redis: 'Redis is not set (`REDIS_URL`): each process reads for itself. Nothing else changes.',
      redisAway: 'Redis does not answer: each process reads for itself. Nothing is lost.',
    },
  },
};
export type StatusTexts = typeof status;
