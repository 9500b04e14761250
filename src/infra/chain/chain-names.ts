interface ChainName {
  readonly name: string;
  readonly coin: string;
}

const KNOWN: Readonly<Record<number, ChainName>> = {
  1: { name: 'Ethereum', coin: 'ETH' },
  10: { name: 'OP Mainnet', coin: 'ETH' },
  56: { name: 'BNB Smart Chain', coin: 'BNB' },
  100: { name: 'Gnosis', coin: 'xDAI' },
  137: { name: 'Polygon', coin: 'POL' },
  324: { name: 'ZKsync Era', coin: 'ETH' },
  2020: { name: 'Ronin', coin: 'RON' },
  8453: { name: 'Base', coin: 'ETH' },
  33139: { name: 'ApeChain', coin: 'APE' },
  42161: { name: 'Arbitrum One', coin: 'ETH' },
  43114: { name: 'Avalanche', coin: 'AVAX' },
  59144: { name: 'Linea', coin: 'ETH' },
  81457: { name: 'Blast', coin: 'ETH' },
  534352: { name: 'Scroll', coin: 'ETH' },
  7777777: { name: 'Zora', coin: 'ETH' },
  11155111: { name: 'Sepolia', coin: 'ETH' },
};

/** As people call it; of others its id. Names are names in every language. */
export const chainName = (chainId: number): string => KNOWN[chainId]?.name ?? `EVM ${String(chainId)}`;

/** What gas is paid with, which has 18 decimals everywhere. */
export const coinOf = (chainId: number): string => KNOWN[chainId]?.coin ?? 'coins';
