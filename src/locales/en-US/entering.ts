import { count, points } from './amounts.js';

export const entering = {
  entering: {
    done: (title: string) => `### You're in!\nYou entered **${title}**.`,
    held: (title: string) =>
      `### A manager looks at it first\nYour entry for **${title}** is noted, and a manager decides before the list closes. You will be told.`,
    what: {
      raffle: 'Winners are drawn when the list has closed.',
      first_come: 'Places go to who comes first.',
      application: 'Your application waits for the managers.',
      collection: 'Everyone on the list is taken.',
    },
    seat: (places: number) =>
      places === 1
        ? 'The one place is yours.'
        : `One of the ${places.toLocaleString('en-US')} places is yours.`,
    tickets: (n: number) => count(n, 'ticket', 'tickets'),
    paid: (price: number) => `${points(price)} paid`,
    listed: 'Your Discord id and your tickets will stand in the list that members of this server can read.',
    ownEntry: 'My entry',
    form: {
      wallet: 'Your wallet',
      chain: {
        any: 'Its address: 0x… (EVM) or Solana. Never a private key.',
        eip155: 'Its address on Ethereum or another EVM chain: 0x… Never a private key.',
        solana: 'Its address on Solana. Never a private key.',
      },
      answer: 'Your answer',
    },
    faults: {
      outOfDate: 'What is asked for has changed meanwhile. Press *Enter* again.',
      ticketsFixed: 'The list has closed, and your tickets stay what they were.',
      answerLength: (max: number) => `An answer has 1 to ${String(max)} visible characters.`,
      proveOne: {
        any: 'This allowlist asks for a wallet that you have proven, and you have none yet. `/account wallet` links one: you sign a text in your wallet, which costs nothing. Then press *Enter* again.',
        eip155:
          'This allowlist asks for a wallet of Ethereum or another EVM chain that you have proven, and you have none yet. `/account wallet` links one: you sign a text in your wallet, which costs nothing. Then press *Enter* again.',
        solana:
          'This allowlist asks for a wallet of Solana that you have proven, and you have none yet. `/account wallet` links one: you sign a text in your wallet, which costs nothing. Then press *Enter* again.',
      },
      otherChain: {
        any: 'This wallet can’t be used here.',
        eip155: 'This is no wallet of Ethereum or another EVM chain: those begin with `0x`.',
        solana: 'This is no wallet of Solana.',
      },
    },
  },
};
export type EnteringTexts = typeof entering;
