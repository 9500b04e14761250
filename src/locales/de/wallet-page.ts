import type { WalletPageTexts } from '../en-US/wallet-page.js';

export const walletPage: WalletPageTexts = {
  walletPage: {
    title: 'Wallet verknüpfen',
    refused: 'Die Wallet wurde nicht verknüpft',
    who: (username, discordId) =>
      `Du verknüpfst eine Wallet mit dem Discord-Konto ${username} (ID ${discordId}).`,
    notYours:
      'Mach nur weiter, wenn das dein Konto ist: Wer dir diesen Link gab, will vielleicht deine Wallet bei sich haben.',
    safe: 'Du signierst einen Text. Das kostet nichts und gibt niemandem Zugriff auf dein Guthaben. Niemand wird dich hier um eine Transaktion, einen privaten Schlüssel oder eine Wiederherstellungsphrase bitten.',
    domain: (host) => `Die Adresse dieser Seite muss mit ${host} beginnen. Tut sie das nicht, schließ sie.`,
    connectTitle: 'Mit der Wallet dieses Browsers',
    searching: 'Suche nach Wallets …',
    noneFound:
      'In diesem Browser wurde keine Wallet gefunden. Füge unten eine Signatur ein, oder öffne den Link dort, wo deine Wallet ist.',
    useWallet: 'Signieren mit',
    confirm: 'Bestätige in deiner Wallet …',
    cancelled: 'Deine Wallet hat nicht signiert. Du kannst es noch einmal versuchen.',
    noAccount: 'Deine Wallet nannte keine Adresse. Entsperre sie und versuch es noch einmal.',
    pasteTitle: 'Durch Einfügen einer Signatur',
    address: 'Adresse deiner Wallet',
    addressHint: '0x… für Ethereum und EVM-Ketten, oder eine Adresse von Solana',
    chainId: 'Nummer der Kette (Chain ID)',
    chainIdHint: 'Nur Vertragswallets brauchen eine andere als 1',
    showText: 'Text zum Signieren zeigen',
    text: 'Signiere genau diesen Text',
    textHint: (until) => `Er gilt für einen Beweis, bis ${until}.`,
    signature: 'Signatur (Unterschrift)',
    prove: 'Wallet verknüpfen',
    again: 'Von vorn beginnen',
    done: 'Die Wallet ist verknüpft',
    added: (address) => `${address} ist bewiesen und mit deinem Konto verknüpft.`,
    provenAgain: (address) => `${address} gehört dir schon; der Beweis ist erneuert.`,
    claimedTitle: 'Die Signatur stimmt',
    claimed: (address, movesAt) =>
      `${address} gehört zu einem anderen Konto. Sie geht am ${movesAt} auf dich über, wenn dort niemand widerspricht. Du hörst in jedem Fall davon.`,
    next: 'Du kannst diese Seite schließen und zu Discord zurückgehen. Für eine weitere Wallet drück dort noch einmal auf den Knopf.',
    ended:
      'Dieser Link gilt nicht mehr: Er gilt zehn Minuten, in dem Browser, der ihn geöffnet hat, und für eine Wallet. Geh zu Discord zurück und hol dir einen neuen.',
  },
};
