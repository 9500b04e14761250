/** The public page of a draw: plain text, no markup, no Discord timestamps. */
export const drawPage = {
  drawPage: {
    title: (title: string | undefined) => (title === undefined ? 'A draw' : `Draw: ${title}`),
    server: (name: string) => `On the server ${name}`,
    phases: {
      committed: 'The list is fixed. Its commitment is about to be posted.',
      waiting: (round: number, at: string) =>
        `Waiting for round ${round} of the public beacon drand, due at ${at}. Nobody knows it yet.`,
      drawing: 'The randomness is there. The draw is being made.',
      overdue:
        'Overdue: the list is fixed, and the draw did not follow in time. Whoever runs this bot owes it.',
      drawn: (at: string) => `Drawn: ${at}.`,
      picking: 'The applications are closed. The managers have not announced whom they pick.',
      noLot: 'Nothing was drawn by lot here, so there is nothing to check.',
    },
    methods: {
      drand:
        'By the public randomness of drand, of the first round at least 60 s after the message below. Nobody can foresee or choose it.',
      'commit-reveal':
        'By a seed that was fixed when the allowlist was posted. This is weaker than a public beacon: whoever runs the bot knew the seed beforehand.',
      manual: 'The winners are picked by the managers. Nothing is drawn by lot.',
      'first-come': 'First come, first served.',
      everyone: 'Everyone who entered has won.',
      vrf: 'The platform drew. Nobody else can check that.',
    },
    facts: {
      title: 'What was fixed before',
      method: 'How',
      entries: 'Entries',
      tickets: 'Tickets',
      places: 'Places',
      posted: 'Message',
      openMessage: 'Open it in Discord',
      postedAt: 'Posted',
      hash: 'Commitment',
      hashHint:
        'The message must hold exactly this hash, be the first one of this draw, and not be marked as edited: then the list came first.',
      round: 'Round',
    },
    winners: {
      title: (n: number) => `Winners (${n})`,
      rank: 'Rank',
      entrant: 'Line in the list',
      hint: 'Names stay with the server: here each winner is the hash of an id and a secret salt.',
      none: 'Nobody has won.',
      more: (n: number) => `and ${n} more, all of them in proof.json`,
    },
    disqualified: {
      title: 'Passed over',
      reason: 'Reason',
      at: 'When',
      codes: {
        left: 'no longer on the server',
        ineligible: 'no longer meets the conditions',
        unclaimed: 'did not claim the prize in time',
        declined: 'declined the prize',
        fraud: 'taken out by a manager: fraud',
        other: 'taken out by a manager',
      },
    },
    check: {
      title: 'Check it here',
      hint: 'Your own browser fetches the two files below and makes the draw again. Nothing is sent anywhere.',
      button: 'Check this draw',
      noScript: 'This browser runs no scripts: take the two files and check them as said below.',
      reading: 'Reading the files …',
      lines: 'Lines read:',
      unread: 'The files could not be fetched. Please try again.',
      holds: 'Everything holds.',
      holdsEntry: 'The entry is in the list of this draw.',
      refused: 'Refused:',
      doubt:
        'So either a file was changed, or the draw is not what it says. Keep both files, and ask in the server where it was announced.',
      eyes: 'What only your own eyes can check, that the list came first:',
      mustHold: 'The message must hold',
      mustBe: 'and be of',
      entryTitle: 'Is my entry in it?',
      entryHint:
        'Take entry.json from “My entry” in Discord, and choose it or drop it here. It is read in your browser and sent nowhere.',
      tooLarge: 'This is no entry.json: it is too large.',
    },
    files: {
      title: 'Files, and other ways to check',
      proof: 'The proof (proof.json)',
      list: 'The list, masked (entries.ndjson)',
      cli: 'Who does not trust this page checks without it, offline, with the program of this bot or one of their own:',
      page: 'A page can show that this list, message and randomness give these winners. It can not show who is behind an entry, or who was refused one.',
    },
  },
};
export type DrawPageTexts = typeof drawPage;
