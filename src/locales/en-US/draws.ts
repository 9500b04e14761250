import { count } from './amounts.js';

const entries = (n: number): string => count(n, 'entry', 'entries');
const winners = (n: number): string => count(n, 'winner', 'winners');

/** What a draw says in its channel, and about itself. */
export const draws = {
  commitment: {
    title: (title: string) => `### The list of **${title}** is fixed`,
    counts: (n: number, tickets: string, places: number) =>
      `${entries(n)} with ${tickets} in all; ${winners(places)} will be drawn from them.`,
    tickets: (n: number) => count(n, 'ticket', 'tickets'),
    hash: (hash: string) => `Fingerprint of the commitment: \`${hash}\``,
    drand:
      'This message can’t be edited without Discord showing it. The draw takes the first public random number of drand that comes at least a minute after it; nobody knows that number yet.',
    seed: (seedHash: string) =>
      `The draw combines the id of this message with a number that was fixed when the allowlist was posted; its fingerprint is \`${seedHash}\`. That is weaker than a public random number: whoever runs the bot knows it.`,
    list: (url: string) => `[The list](${url})`,
    listAttached: 'The list, without names, is attached.',
    listLarge: 'The list is too large to be attached; whoever runs the bot can hand it out.',
  },
  result: {
    title: (title: string) => `## Winners of **${title}**`,
    prize: (prize: string) => `Prize: ${prize}`,
    drawn: (n: number, of: number) => `${winners(n)} out of ${entries(of)}:`,
    first: (n: number, of: number) =>
      `The first ${n === 1 ? '' : `${n.toLocaleString('en-US')} `}of ${entries(of)}:`,
    picked: (n: number, of: number) =>
      `${winners(n)}, picked by the managers from ${count(of, 'application', 'applications')}:`,
    pickedNobody: (of: number) =>
      `The managers picked nobody from ${count(of, 'application', 'applications')}, so nobody has won.`,
    everyone: (n: number) =>
      n === 1
        ? 'The one member on the list has won.'
        : `All ${n.toLocaleString('en-US')} members on the list have won.`,
    fewer: (places: number) =>
      `There were ${count(places, 'place', 'places')}, more than entries that could win: everybody who could has won.`,
    nobodyEntered: 'Nobody entered, so nobody has won.',
    nobodyEligible: 'Nobody who entered meets the conditions any more, so nobody has won.',
    news: (n: number, channel: string) =>
      n === 0 ? `Nobody has won. More in ${channel}.` : `${winners(n)}: see ${channel}.`,
    erased: 'a member who had their data deleted',
    more: 'More winners follow in the next message.',
    leftOut: (n: number) =>
      `${entries(n)} had not been decided on by a manager when the list was fixed, and took no part.`,
    proof: (hash: string) => `Anyone can check this draw. Fingerprint: \`${hash}\``,
    proofLink: (url: string) => `[Check it in your browser](${url})`,
    proofAttached: 'The proof and the list, without names, are attached.',
    proofOnly: 'The proof is attached; whoever runs the bot can hand out the list.',
    reference: (id: string, mark: string) => `-# Draw ${id} · ${mark}`,
  },
  records: {
    title: (title: string) => `### **${title}**: passed over`,
    line: (rank: number, reason: string) => `Rank ${String(rank)}: ${reason}`,
    movedUp: (title: string) => `### **${title}**: moved up`,
    /** Who gets a place that is free again. */
    next: {
      lot: 'The next ranks move up, where there are any.',
      picked: 'The managers may pick somebody else.',
      everyone: 'Nobody moves up: everybody on the list has won.',
    },
    picked: (title: string) => `### **${title}**: picked by the managers, too`,
    codes: {
      left: 'no longer on this server',
      ineligible: 'no longer meets the conditions',
      unclaimed: 'did not claim the prize in time',
      declined: 'declined the prize',
      fraud: 'taken out by a manager: fraud',
      other: 'taken out by a manager',
    },
  },
  claims: {
    claim: 'Claim',
    decline: 'Decline',
    within: (hours: number) => `Winners: press *Claim* within ${count(hours, 'hour', 'hours')}.`,
    unclaimed: {
      lot: 'A place that nobody claims goes to the next rank.',
      picked: 'A place that nobody claims may be given to somebody else.',
      everyone: 'A place that nobody claims is lost.',
    },
    claimed: (title: string, prize: string) => `✓ Your place in **${title}** is yours: ${prize}.`,
    wallet: (address: string) => `The prize goes to ${address}.`,
    askedAnew: 'A wallet is asked for first. Press *Claim* again.',
    wallets: 'My wallets',
    prove: {
      any: 'The prize goes to a wallet that you have proven, and you have none now. Link one here: you sign a text in your wallet, which costs nothing. Then press *Claim* again.',
      eip155:
        'The prize goes to a wallet of Ethereum or another EVM chain that you have proven, and you have none now. Link one here: you sign a text in your wallet, which costs nothing. Then press *Claim* again.',
      solana:
        'The prize goes to a wallet of Solana that you have proven, and you have none now. Link one here: you sign a text in your wallet, which costs nothing. Then press *Claim* again.',
    },
    sureToDecline: (title: string) =>
      `### Let your place in **${title}** go?\nYou get none in this draw any more. This can’t be undone.`,
    letGo: 'Let it go',
    declined: (title: string) => `You let your place in **${title}** go.`,
    notAWinner: 'You hold no place in this draw. *My entry* on its card says what became of yours.',
    nothing: 'Nothing is to be claimed here.',
    tooLate: 'The time to claim this place is over.',
    notHeld: 'Nobody holds that place any more.',
    won: (title: string, prize: string, channel: string) =>
      `### You have won!\nYou hold a place in **${title}**: ${prize}. It was announced in ${channel}.`,
    until: (when: string) =>
      `Press *Claim* there: the time for it ends ${when}; after that the place is not yours any more.`,
    reminder: (title: string, prize: string, channel: string) =>
      `### Your place is not claimed yet\nYou won in **${title}**: ${prize}. It was announced in ${channel}.`,
    stillOpen: (title: string) => `### **${title}**: places that are not claimed yet`,
    by: (when: string) => `the time to claim ends ${when}`,
    open: 'Open the announcement',
  },
};
export type DrawTexts = typeof draws;
