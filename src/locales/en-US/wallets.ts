import { count } from './amounts.js';

export const wallets = {
  wallets: {
    title: '## Your wallets',
    none: 'You have not linked a wallet yet. A signature proves that one is yours; it costs nothing and gives no access to your funds.',
    chains: { eip155: 'Ethereum and EVM chains', solana: 'Solana' },
    line: (chain: string, provenAt: string) => `${chain} · proven ${provenAt}`,
    primary: 'primary',
    choose: 'Choose a wallet to change it',
    chosen: (address: string) => `**${address}** is chosen.`,
    add: 'Add a wallet',
    makePrimary: 'Make primary',
    remove: 'Remove',
    back: 'Back',
    madePrimary: (address: string) => `**${address}** is your primary wallet now.`,
    removed: (address: string) => `**${address}** is removed. Allowlists that you have entered keep it.`,
    full: (most: number) =>
      `You have ${count(most, 'wallet', 'wallets')}, as many as fit. Remove one to add another.`,
    claimAgainst: (address: string, movesAt: string) =>
      `⚠️ Somebody proved the key of **${address}** too. It moves to them ${movesAt} unless you object.`,
    ownClaim: (address: string, movesAt: string) =>
      `**${address}** belongs to another account. It moves to you ${movesAt} unless its holder objects.`,
    object: (address: string) => `Object: keep ${address}`,
    addTitle: '## Add a wallet',
    addHow:
      'Your wallet signs a text that names your Discord account. That costs nothing and gives no access to your funds. Ethereum and all EVM chains, and Solana.',
    pageHow: (domain: string, endsAt: string) =>
      `Open the page in the browser that has your wallet. Its address must begin with **${domain}**. The link is yours alone and expires ${endsAt}: do not pass it on.`,
    pasteHow: 'Or sign the text with any tool of your wallet, and paste the signature here.',
    openPage: 'Open the page',
    paste: 'Paste a signature',
    addressTitle: 'Your wallet',
    addressLabel: 'Address',
    addressHint: '0x… for Ethereum and EVM chains, or an address of Solana',
    signTitle: '## Sign this text',
    signHow: (address: string, endsAt: string) =>
      `Have **${address}** sign exactly this text, then paste the signature. It works once and until ${endsAt}.`,
    enterSignature: 'Enter the signature',
    signatureTitle: 'The signature',
    signatureLabel: 'Signature',
    signatureHints: {
      eip155: 'What your wallet gave back: 0x and 130 digits',
      solana: 'What your wallet gave back: Base58, base64 or hex',
    },
    added: (address: string) => `**${address}** is proven and linked to your account.`,
    provenAgain: (address: string) => `**${address}** is yours already; the proof is renewed.`,
    claimed: (address: string, movesAt: string) =>
      `Your signature is good, but **${address}** belongs to another account. It moves to you ${movesAt} unless its holder objects. You will hear either way.`,
    addressForms:
      'Accepted are an address of Ethereum or another EVM chain (`0x` and 40 digits 0–9, a–f) and one of Solana (32 to 44 characters of Base58).',
    addressFaults: {
      form: 'This is no address of a wallet.',
      checksum:
        'The capital and small letters of this address do not fit together, so it is probably mistyped. Copy it from your wallet.',
      evmLength: 'This address has not the right length, or other characters than 0–9 and a–f after `0x`.',
      name: 'Names such as *name.eth* can change hands and are not accepted. Use the address behind the name.',
      otherChain: 'Addresses of this chain cannot be proven here.',
      noKey: 'This address belongs to a program of Solana: it has no key, so it cannot sign.',
      weakKey: 'This address is a key of a kind that nobody owns: anybody could sign for it.',
      secret:
        'This looks like a **private key** or a recovery phrase, or the hash of a transaction. Never type a key or a phrase anywhere: if it was one, move your funds to a new wallet now.',
    },
    signatureForm: {
      eip155:
        'This is no signature: one is `0x` and an even number of digits 0–9, a–f, 130 for most wallets.',
      solana: 'This is no signature: one has 64 bytes, in Base58, base64 or hex.',
    },
    wrongSigner: (address: string) =>
      `This signature was not made by **${address}** over exactly this text. Choose the right account in your wallet, sign the text again and copy all of it.`,
    wrongSignerOrContract: (address: string) =>
      `This signature was not made by the key of **${address}** over exactly this text. If it is a contract wallet, such as Safe: this server can't check those on the chain that the text names. Use another wallet.`,
    contractUnchecked:
      "This looks like the signature of a contract wallet, such as Safe: this server can't check those on the chain that the text names. Use another wallet.",
    contractNotDeployed:
      'This contract wallet is not on its chain yet, so it cannot be asked. Make a first transaction with it, or use another wallet.',
    contractRefused: (address: string) =>
      `The contract of **${address}** says that this signature is not good for exactly this text.`,
    textChanged: 'The text that came back is not the one to be signed. Sign exactly the text that is shown.',
    proofUsed: 'This text was used already: each one proves a wallet once. Add a wallet again for a new one.',
    proofExpired: 'This text has expired: it was good for ten minutes. Add a wallet again for a new one.',
    proofUnknown: 'This text was not made for you here. Add a wallet again for a new one.',
    contested: (until: string) =>
      `Somebody else proved this wallet too, and that is not settled yet. Try again after ${until}.`,
    objectedBefore: (until: string) =>
      `The account that holds this wallet objected to its move. You can prove it again after ${until}; until then its holder can remove it.`,
    gone: 'You have no such wallet any more.',
    claimSettled: 'There is nothing to object to any more: this was settled before.',
    objected: (address: string) =>
      `**${address}** stays yours. Somebody else has its key, though: if you don't know who, move your funds to a new wallet.`,
    notice: {
      claim: (address: string, movesAt: string) =>
        `## Is this wallet yours?\nSomebody else proved the key of **${address}**, which is linked to your account. If that was you, with another account, there is nothing to do: it moves there ${movesAt}.\nIf it wasn't you, object. Then it stays yours, and you should move your funds: somebody has your key.`,
      movedAway: (address: string) =>
        `**${address}** is no longer linked to your account: another account proved its key, and nobody objected for 72 hours. Allowlists that you have entered keep it.`,
      movedHere: (address: string) => `**${address}** is linked to your account now: nobody objected.`,
      kept: (address: string) =>
        `**${address}** is not linked to your account: its holder objected. If the wallet is yours, somebody else has its key.`,
      void: (address: string) =>
        `**${address}** could not be linked to your account: you have as many wallets as fit, or somebody proved it after you. Prove it again if you like.`,
    },
  },
};
export type WalletTexts = typeof wallets;
