import { count } from './amounts.js';

export const risk = {
  risk: {
    /** In words for managers; `why` stands in `docs/fraud.md`. */
    signals: {
      'account-age': {
        what: 'Age of the Discord account, in days',
        reason: (n: number) => `The Discord account is ${count(n, 'day', 'days')} old.`,
        why: 'Accounts that are made to enter twice are new. So are honest newcomers: by itself this holds nobody.',
      },
      'time-on-server': {
        what: 'Time in this server, in hours',
        reason: (n: number) => `In this server for ${count(n, 'hour', 'hours')}.`,
        why: 'Who joins only to enter is new here.',
      },
      'join-burst': {
        what: 'Others who pressed lately and joined within ten minutes of the member',
        reason: (n: number) =>
          `${count(n, 'other joined', 'others joined')} within ten minutes, and pressed too.`,
        why: 'Many accounts of one person tend to join together.',
      },
      'wallet-seen': {
        what: 'Other members who named the same wallet in this server',
        reason: (n: number) =>
          `${count(n, 'other member has', 'other members have')} named the same wallet before.`,
        why: 'One wallet for several members is one winner with several entries.',
      },
      'name-similarity': {
        what: 'Others who pressed lately and whose name differs in digits and marks only',
        reason: (n: number) =>
          `${count(n, 'other has', 'others have')} a name that differs in digits and marks only.`,
        why: 'Names that are made in a row are alike.',
      },
      timing: {
        what: 'Seconds between the opening and the press',
        reason: (n: number) => `Pressed ${count(n, 'second', 'seconds')} after the opening.`,
        why: 'People need a moment to read a card; programs don’t.',
      },
    },
  },
  held: {
    open: (n: number) => `Held entries: ${String(n)}`,
    title: (title: string) => `## Entries that wait: ${title}`,
    waiting: (n: number) => `${count(n, 'entry is', 'entries are')} held`,
    rule: {
      hold: (score: string) => `held from a score of ${score}`,
      holdNever: 'never held',
      refuse: (score: string) => `refused from ${score}`,
      refuseNever: 'never refused',
    },
    none: 'Nothing waits for a decision.',
    score: (n: number) => `score ${String(n)} of 100`,
    wasRefused: '**Refused.** If you accept, the member may press *Enter* again, and is not held then.',
    appeal: '**What the member says:**',
    accept: 'Accept',
    refuse: 'Refuse',
    next: 'Next',
    back: 'Back',
    setRule: 'Thresholds',
    all: {
      accept: (n: number) => `Accept all ${String(n)}`,
      refuse: (n: number) => `Refuse all ${String(n)}`,
    },
    ask: {
      accept: (n: number) =>
        `### Accept all ${String(n)} that wait?\nThey count from then on. What comes meanwhile is not meant.`,
      refuse: (n: number) =>
        `### Refuse all ${String(n)} that wait?\nThey are out, are told so, and get back what they paid. What comes meanwhile is not meant.`,
    },
    decided: {
      accept: (n: number) => `**Accepted: ${String(n)}**`,
      refuse: (n: number) => `**Refused: ${String(n)}**`,
    },
    scoreRange: 'A threshold is a whole number from 1 to 100; leave it empty for never.',
    scoreOrder:
      'Whoever is refused is not held: the score to refuse from has to be above the one to hold from. Leave the one to hold from empty if nobody should be held.',
    form: {
      hold: 'Held from a score of',
      refuse: 'Refused from a score of',
      hint: '1 to 100; empty: never',
      appeal: 'What should the managers know?',
    },
    appealTitle: 'Tell the managers',
    appealed: 'The managers see what you wrote when they decide.',
    appealLength: (max: number) => `Write 1 to ${String(max)} visible characters.`,
    notice: {
      accepted: (title: string) => `Your entry for **${title}** was accepted: you are in.`,
      refused: (title: string) => `Your entry for **${title}** was not accepted by the managers.`,
      pardoned: (title: string) => `About **${title}**: you may press *Enter* again.`,
      undecided: (title: string) =>
        `The list of **${title}** closed before a manager could decide on your entry, so it is not on it.`,
      refunded: 'What you paid for it is given back.',
    },
  },
};
export type RiskTexts = typeof risk;
