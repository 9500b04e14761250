import type { RequirementTexts } from '../en-US/requirements.js';
import { count, points } from './amounts.js';

export const requirements: RequirementTexts = {
  requirements: {
    notMet: 'Du kannst noch nicht mitmachen. Das fehlt:',
    line: (required, reason) => `- **${required}** – ${reason}`,
    role: (role) => `Die Rolle ${role}`,
    allRoles: (roles) => `Alle diese Rollen: ${roles}`,
    anyRole: (roles) => `Eine dieser Rollen: ${roles}`,
    notRole: (role) => `Nicht die Rolle ${role}`,
    noRole: (roles) => `Keine dieser Rollen: ${roles}`,
    accountAge: (days) => `Ein Discord-Konto, das mindestens ${count(days, 'Tag', 'Tage')} alt ist`,
    timeOnServer: (days) => `Seit mindestens ${count(days, 'Tag', 'Tagen')} auf diesem Server`,
    points: (n) => `Mindestens ${points(n)} in dieser Community`,
    tier: (tier) => `Die Stufe ${tier} dieser Community`,
    wallet: {
      any: 'Eine bewiesene Wallet',
      eip155: 'Eine bewiesene Wallet von Ethereum oder einer anderen EVM-Kette',
      solana: 'Eine bewiesene Wallet von Solana',
    },
    nft: (n, name, chain) => `Mindestens ${count(n, 'NFT', 'NFTs')} von ${name} auf ${chain}`,
    nftOfIds: (n, name, ids, chain) =>
      `Mindestens ${count(n, 'NFT', 'NFTs')} von ${name} (${ids}) auf ${chain}`,
    token: (amount, chain) => `Mindestens ${amount} auf ${chain}`,
    unknown: 'Etwas, das diese Version des Bots nicht kennt',
    current: {
      none: 'keine davon',
      days: (n) => count(n, 'Tag', 'Tage'),
      wallets: (n) => count(n, 'verknüpfte Wallet', 'verknüpfte Wallets'),
      nfts: (n) => `${n.toLocaleString('de-DE')} ${n === 1 ? 'Stück' : 'Stücke'}`,
    },
    reasons: {
      lacksRoles: (roles) => `dir fehlt ${roles}.`,
      noneOfRoles: 'du hast keine davon.',
      hasRoles: (roles) => `du hast ${roles}.`,
      tooYoung: (days, from) => `bisher ${days}, genug ab ${from}.`,
      youHave: (what) => `du hast ${what}.`,
      tierNotReached: (needed, earned) =>
        `nötig sind ${needed}, die je verdient wurden; du hast ${earned} verdient.`,
      tierGone: 'diese Stufe gibt es in der Community nicht mehr. Sag der Moderation Bescheid.',
      noWallet: 'du hast noch keine. `/konto wallets` verknüpft eine.',
      noEvmWallet: 'du hast noch keine Wallet einer EVM-Kette bewiesen. `/konto wallets` verknüpft eine.',
      walletsHold: (what) => `deine bewiesenen Wallets halten ${what}.`,
      tryAgain: 'das ließ sich gerade nicht prüfen. Versuch es gleich noch einmal.',
      unknown: 'das lässt sich nicht prüfen. Sag der Moderation Bescheid.',
    },
    contractFaults: {
      'no-node': (chain) =>
        `dieser Bot hat keinen Knoten von ${chain}, den er fragen könnte. Sag der Moderation Bescheid.`,
      'other-chain': (chain) =>
        `der Knoten, den dieser Bot für ${chain} fragt, gehört zu einer anderen Kette. Sag der Moderation Bescheid.`,
      'no-contract': (chain) => `auf ${chain} gibt es keinen solchen Vertrag. Sag der Moderation Bescheid.`,
      refused: (chain) => `der Vertrag auf ${chain} antwortet darauf nicht. Sag der Moderation Bescheid.`,
      'bad-answer': (chain) =>
        `der Vertrag auf ${chain} gibt eine Antwort, die nicht stimmen kann. Sag der Moderation Bescheid.`,
    },
  },
};
