import type { WalletTexts } from '../en-US/wallets.js';
import { count } from './amounts.js';

export const wallets: WalletTexts = {
  wallets: {
    title: '## Deine Wallets',
    none: 'Du hast noch keine Wallet verknüpft. Eine Signatur beweist, dass sie dir gehört; das kostet nichts und gibt niemandem Zugriff auf dein Guthaben.',
    chains: { eip155: 'Ethereum und EVM-Ketten', solana: 'Solana (SOL)' },
    line: (chain, provenAt) => `${chain} · bewiesen ${provenAt}`,
    primary: 'Hauptwallet',
    choose: 'Wähle eine Wallet, um sie zu ändern',
    chosen: (address) => `**${address}** ist gewählt.`,
    add: 'Wallet hinzufügen',
    makePrimary: 'Zur Hauptwallet machen',
    remove: 'Entfernen',
    back: 'Zurück',
    madePrimary: (address) => `**${address}** ist jetzt deine Hauptwallet.`,
    removed: (address) =>
      `**${address}** ist entfernt. In Allowlists, an denen du schon teilnimmst, bleibt sie stehen.`,
    full: (most) =>
      `Du hast ${count(most, 'Wallet', 'Wallets')}, mehr gehen nicht. Entferne eine, um eine andere hinzuzufügen.`,
    claimAgainst: (address, movesAt) =>
      `⚠️ Auch jemand anders hat den Schlüssel von **${address}** bewiesen. Sie geht ${movesAt} dorthin über, wenn du nicht widersprichst.`,
    ownClaim: (address, movesAt) =>
      `**${address}** gehört zu einem anderen Konto. Sie geht ${movesAt} auf dich über, wenn dort niemand widerspricht.`,
    object: (address) => `Widersprechen: ${address} behalten`,
    addTitle: '## Wallet hinzufügen',
    addHow:
      'Deine Wallet signiert einen Text, der dein Discord-Konto nennt. Das kostet nichts und gibt niemandem Zugriff auf dein Guthaben. Ethereum und alle EVM-Ketten sowie Solana.',
    pageHow: (domain, endsAt) =>
      `Öffne die Seite in dem Browser, in dem deine Wallet ist. Ihre Adresse muss mit **${domain}** beginnen. Der Link gilt nur für dich und endet ${endsAt}: Gib ihn niemandem.`,
    pasteHow:
      'Oder signiere den Text mit einem beliebigen Werkzeug deiner Wallet und füge die Signatur hier ein.',
    openPage: 'Seite öffnen',
    paste: 'Signatur einfügen',
    addressTitle: 'Deine Wallet',
    addressLabel: 'Adresse',
    addressHint: '0x… für Ethereum und EVM-Ketten, oder eine Adresse von Solana',
    signTitle: '## Signiere diesen Text',
    signHow: (address, endsAt) =>
      `Lass **${address}** genau diesen Text signieren und füge dann die Signatur ein. Er gilt einmal und bis ${endsAt}.`,
    enterSignature: 'Signatur eingeben',
    signatureTitle: 'Die Signatur',
    signatureLabel: 'Signatur (Unterschrift)',
    signatureHints: {
      eip155: 'Was deine Wallet zurückgab: 0x und 130 Ziffern',
      solana: 'Was deine Wallet zurückgab: Base58, base64 oder hex',
    },
    added: (address) => `**${address}** ist bewiesen und mit deinem Konto verknüpft.`,
    provenAgain: (address) => `**${address}** gehört dir schon; der Beweis ist erneuert.`,
    claimed: (address, movesAt) =>
      `Deine Signatur stimmt, aber **${address}** gehört zu einem anderen Konto. Sie geht ${movesAt} auf dich über, wenn dort niemand widerspricht. Du hörst in jedem Fall davon.`,
    addressForms:
      'Angenommen werden eine Adresse von Ethereum oder einer anderen EVM-Kette (`0x` und 40 Ziffern 0–9, a–f) und eine von Solana (32 bis 44 Zeichen Base58).',
    addressFaults: {
      form: 'Das ist keine Adresse einer Wallet.',
      checksum:
        'Groß- und Kleinschreibung dieser Adresse passen nicht zusammen, also ist sie wohl vertippt. Kopiere sie aus deiner Wallet.',
      evmLength: 'Diese Adresse hat nicht die richtige Länge oder nach `0x` andere Zeichen als 0–9 und a–f.',
      name: 'Namen wie *name.eth* können den Besitzer wechseln und gelten nicht. Nimm die Adresse hinter dem Namen.',
      otherChain: 'Adressen dieser Kette können hier nicht bewiesen werden.',
      noKey:
        'Diese Adresse gehört einem Programm von Solana: Sie hat keinen Schlüssel und kann nicht signieren.',
      weakKey: 'Diese Adresse ist ein Schlüssel, der niemandem gehört: Jeder könnte für sie signieren.',
      secret:
        'Das sieht aus wie ein **privater Schlüssel** oder eine Wiederherstellungsphrase, oder wie der Hash einer Transaktion. Gib einen Schlüssel oder eine Phrase nie irgendwo ein: War es so etwas, bring dein Guthaben jetzt in eine neue Wallet.',
    },
    signatureForm: {
      eip155:
        'Das ist keine Signatur: Eine besteht aus `0x` und einer geraden Zahl von Ziffern 0–9, a–f, bei den meisten Wallets 130.',
      solana: 'Das ist keine Signatur: Eine hat 64 Bytes, in Base58, base64 oder hex.',
    },
    wrongSigner: (address) =>
      `Diese Signatur stammt nicht von **${address}** über genau diesen Text. Wähle in deiner Wallet das richtige Konto, signiere den Text noch einmal und kopiere alles.`,
    wrongSignerOrContract: (address) =>
      `Diese Signatur stammt nicht vom Schlüssel von **${address}** über genau diesen Text. Falls es eine Vertragswallet wie Safe ist: Die kann dieser Server auf der Kette, die der Text nennt, nicht prüfen. Nimm eine andere Wallet.`,
    contractUnchecked:
      'Das sieht nach der Signatur einer Vertragswallet wie Safe aus: Die kann dieser Server auf der Kette, die der Text nennt, nicht prüfen. Nimm eine andere Wallet.',
    contractNotDeployed:
      'Diese Vertragswallet ist noch nicht auf ihrer Kette und kann deshalb nicht gefragt werden. Mach mit ihr eine erste Transaktion, oder nimm eine andere Wallet.',
    contractRefused: (address) =>
      `Der Vertrag von **${address}** sagt, dass diese Signatur nicht zu genau diesem Text passt.`,
    textChanged:
      'Der Text, der zurückkam, ist nicht der, der zu signieren war. Signiere genau den Text, der gezeigt wird.',
    proofUsed:
      'Dieser Text wurde schon benutzt: Jeder beweist einmal eine Wallet. Füge noch einmal eine Wallet hinzu, dann gibt es einen neuen.',
    proofExpired:
      'Dieser Text ist abgelaufen: Er galt zehn Minuten. Füge noch einmal eine Wallet hinzu, dann gibt es einen neuen.',
    proofUnknown:
      'Dieser Text wurde hier nicht für dich gemacht. Füge noch einmal eine Wallet hinzu, dann gibt es einen neuen.',
    contested: (until) =>
      `Auch jemand anders hat diese Wallet bewiesen, und das ist noch nicht entschieden. Versuch es nach diesem Zeitpunkt wieder: ${until}.`,
    objectedBefore: (until) =>
      `Das Konto, zu dem diese Wallet gehört, hat dem Übergang widersprochen. Du kannst sie nach diesem Zeitpunkt wieder beweisen: ${until}. Bis dahin kann sie dort entfernt werden.`,
    gone: 'Du hast keine solche Wallet mehr.',
    claimSettled: 'Es gibt nichts mehr, dem du widersprechen könntest: Das ist schon entschieden.',
    objected: (address) =>
      `**${address}** bleibt bei dir. Aber auch jemand anders hat ihren Schlüssel: Wenn du nicht weißt, wer, bring dein Guthaben in eine neue Wallet.`,
    notice: {
      claim: (address, movesAt) =>
        `## Ist das deine Wallet?\nJemand anders hat den Schlüssel von **${address}** bewiesen, die mit deinem Konto verknüpft ist. Warst du das mit einem anderen Konto, ist nichts zu tun: Sie geht ${movesAt} dorthin über.\nWarst du es nicht, widersprich. Dann bleibt sie bei dir, und du solltest dein Guthaben wegbringen: Jemand hat deinen Schlüssel.`,
      movedAway: (address) =>
        `**${address}** ist nicht mehr mit deinem Konto verknüpft: Ein anderes Konto hat ihren Schlüssel bewiesen, und 72 Stunden lang hat niemand widersprochen. In Allowlists, an denen du schon teilnimmst, bleibt sie stehen.`,
      movedHere: (address) =>
        `**${address}** ist jetzt mit deinem Konto verknüpft: Niemand hat widersprochen.`,
      kept: (address) =>
        `**${address}** ist nicht mit deinem Konto verknüpft: Von dort, wo sie steht, kam ein Widerspruch. Gehört die Wallet dir, hat jemand anders ihren Schlüssel.`,
      void: (address) =>
        `**${address}** konnte nicht mit deinem Konto verknüpft werden: du hast schon so viele Wallets, wie möglich sind, oder jemand hat sie nach dir bewiesen. Beweise sie noch einmal, wenn du magst.`,
    },
  },
};
