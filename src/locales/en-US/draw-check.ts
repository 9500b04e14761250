/**
 * What a check of a draw shows, step by step, and why it refuses: in the terminal, on the page and in Discord.
 * `{name}` is the fact of that name, `{name+1}` the next number: counted from 1, not from 0.
 */
export const drawCheck = {
  drawCheck: {
    steps: {
      commitment:
        'The proof has the right form. Entries: {entryCount}, tickets: {ticketCount}, places: {winnerCount}.',
      list: 'The list is the one that was committed to: every line, the order, the counts and the root. Open lines: {open}, masked: {masked}.',
      entry: 'The entry stands in the list that was committed to: line {index+1}, tickets: {tickets}.',
      'randomness-drand':
        "The randomness is drand's round {round} ({roundAt}), the first at least 60 s after the message; its signature is right.",
      'randomness-commit-reveal':
        'The randomness is the seed that was committed to. The operator knew it beforehand, so this draw is weaker than one by drand.',
      ranking: 'The ranking was drawn again. Ranks: {ranks}.',
      disqualified: 'The disqualified are in order. Records: {records}.',
      winners: 'The winners are those of the ranking. Winners: {winners}.',
      'winners-named':
        'The ranks of the winners are in order. Winners: {winners}. This entry is not among them. Whether they are the right ones only the list can show.',
      'winners-named-own':
        'The ranks of the winners are in order. Winners: {winners}. This entry has rank {ownRank}. Whether they are the right ones only the list can show.',
    },
    jsonProblems: {
      'not-utf8': 'the file is not UTF-8',
      'too-large': 'the file is too large',
      'too-deep': 'it is nested too deeply',
      unexpected: 'something stands there that can not',
      unfinished: 'the file ends too early',
      'key-twice': 'a field occurs twice in one object',
      number: 'a number is not whole, or too large',
      text: 'a text holds something other than plain characters',
      trailing: 'something follows behind its end',
    },
    expected: {
      present: 'is missing',
      absent: 'is not part of the protocol',
      object: 'must be an object',
      list: 'must be a list',
      'whole-number': 'must be a whole number in its range',
      hash: 'must be 64 lower case hex digits',
      salt: 'must be 32 lower case hex digits',
      signature: 'must be 96 lower case hex digits',
      'discord-id': 'must be an id of Discord, as a text',
      'allowlist-id': 'must be 1 to 64 letters, digits, _ or -',
      time: 'must be a time such as 2026-11-01T00:02:00.000Z',
      'disqualified-code': 'must be one of the codes of the protocol',
      protocol: 'must be "naffles-draw/1"',
      source: 'must name the source that its other fields belong to',
    },
    reasons: {
      JSON: 'It is no JSON of this protocol: {problem} (character {at+1}).',
      FORM: 'The field {path} {problem}.',
      'FORM-file': 'The file {problem}.',
      LINE_FORM: 'Line {line} of the list is not of the right form.',
      LINE_UNENDED: 'Line {line} of the list does not end with a line feed.',
      LINE_ORDER: 'Line {line} of the list is out of order, or occurs twice.',
      MEMBER_TWICE: 'The member {discordId} stands in the list twice.',
      TICKETS_TOO_MANY: 'Up to line {line} the list has more tickets than can be drawn from.',
      ENTRY_COUNT: 'The list has {found} entries; committed to were {committed}.',
      LIST_TOO_LONG: 'The list has more entries than the {committed} that were committed to.',
      TICKET_COUNT: 'The list has {found} tickets; committed to were {committed}.',
      ROOT: 'The list is another one than was committed to: its root is {found}, not {committed}.',
      SOURCE: 'The randomness is of {revealed}; committed to was {committed}.',
      CHAIN: 'The beacon {committed} is not the one that this program trusts.',
      SEED: 'The seed is another one: its hash is {found}, committed to was {committed}.',
      MESSAGE_TOO_EARLY: "The message is of {postedAt}, before the beacon's first round.",
      ROUND: "The beacon's round is {revealed}; for this message it must be {due}.",
      SIGNATURE: "The signature is not the beacon's for round {round}.",
      DISQUALIFIED_RANK:
        'Disqualified record {record+1} names rank {rank}, but only ranks up to {highest} had a place then.',
      DISQUALIFIED_TWICE: 'Disqualified record {record+1} names rank {rank} again.',
      DISQUALIFIED_ORDER: 'Disqualified record {record+1} is older than the one before it.',
      WINNER_COUNT: 'The proof names {found} winners; there must be {due}.',
      WINNER_RANK: 'Winner {place+1} of the proof has rank {found}; it must be {due}.',
      WINNER: 'Rank {rank} fell to {due}; the proof names {found}.',
      ENTRY_INDEX: 'The entry claims line {index+1} of a list of {entryCount}.',
      PATH_LENGTH: 'The path of the entry has {found} steps; it must have {due}.',
      PATH_ROOT:
        'The entry does not stand in the list that was committed to: its path ends at {found}, not at {committed}.',
    },
  },
};

export type DrawCheckTexts = typeof drawCheck;
