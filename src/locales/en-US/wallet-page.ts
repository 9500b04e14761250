/** The page on which a wallet is proven: plain text, no markup, no Discord timestamps. */
export const walletPage = {
  walletPage: {
    title: 'Link a wallet',
    refused: 'The wallet was not linked',
    who: (username: string, discordId: string) =>
      `You are linking a wallet to the Discord account ${username} (ID ${discordId}).`,
    notYours: 'Go on only if this is your account: who gave you this link may want your wallet on theirs.',
    safe: 'You sign a text. That costs nothing and gives no access to your funds. Nobody will ask you for a transaction, a private key or a recovery phrase here.',
    domain: (host: string) => `The address of this page must begin with ${host}. If it does not, close it.`,
    connectTitle: 'With the wallet of this browser',
    searching: 'Looking for wallets …',
    noneFound:
      'No wallet was found in this browser. Paste a signature below, or open the link where your wallet is.',
    useWallet: 'Sign with',
    confirm: 'Confirm in your wallet …',
    cancelled: 'Your wallet did not sign. You can try again.',
    noAccount: 'Your wallet gave no address. Unlock it and try again.',
    pasteTitle: 'By pasting a signature',
    address: 'Address of your wallet',
    addressHint: '0x… for Ethereum and EVM chains, or an address of Solana',
    chainId: 'Chain ID',
    chainIdHint: 'Only contract wallets need another one than 1',
    showText: 'Show the text to sign',
    text: 'Sign exactly this text',
    textHint: (until: string) => `It is good for one proof, until ${until}.`,
    signature: 'Signature',
    prove: 'Link the wallet',
    again: 'Start again',
    done: 'The wallet is linked',
    added: (address: string) => `${address} is proven and linked to your account.`,
    provenAgain: (address: string) => `${address} is yours already; the proof is renewed.`,
    claimedTitle: 'The signature is good',
    claimed: (address: string, movesAt: string) =>
      `${address} belongs to another account. It moves to you at ${movesAt} unless its holder objects. You will hear either way.`,
    next: 'You can close this page and go back to Discord. Press the button there again to add another wallet.',
    ended:
      'This link no longer works: it is good for ten minutes, in the browser that opened it, and for one wallet. Go back to Discord and ask for a fresh one.',
  },
};
export type WalletPageTexts = typeof walletPage;
