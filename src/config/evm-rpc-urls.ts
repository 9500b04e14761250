import { z } from 'zod';
import { setting } from './setting.js';

const MOST_CHAINS = 30;
const LOOPBACK: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '[::1]']);

/** `1=https://…,8453=https://…`: never a value in a fault, as addresses of nodes hold keys. */
const urlsByChain = z.string().transform((text, context) => {
  const urls = new Map<number, string>();
  for (const [index, pair] of text.split(',').entries()) {
    const fault = take(urls, pair.trim());
    if (fault === undefined) continue;
    context.addIssue({ code: 'custom', message: `is refused: its part ${String(index + 1)} ${fault}` });
    return z.NEVER;
  }
  return urls;
});

/** What is wrong with it, if anything. */
function take(urls: Map<number, string>, pair: string): string | undefined {
  const [, chain = '', address = ''] = /^([1-9][0-9]{0,14})=(\S+)$/.exec(pair) ?? [];
  const chainId = Number(chain);
  if (chainId === 0) return 'is not of the form chain=address, such as 1=https://node.example';
  if (!isAllowed(address)) return 'has no https address';
  if (urls.has(chainId)) return 'names a chain for the second time';
  if (urls.size === MOST_CHAINS) return `is one more than ${String(MOST_CHAINS)}`;
  urls.set(chainId, address);
  return undefined;
}

function isAllowed(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, hostname, hash } = new URL(address);
  return hash === '' && (protocol === 'https:' || (protocol === 'http:' && LOOPBACK.has(hostname)));
}

export const evmRpcUrls = setting(urlsByChain.optional(), {
  group: 'process',
  meaning:
    'Nodes of EVM chains by chain id: asked of contract wallets (EIP-1271), and of NFTs and tokens that are required.',
  accepts: '`chain=address` pairs separated by commas; https, or http on this machine',
  production:
    'Without it contract wallets are refused, with the reason, and NFTs and tokens cannot be required; all other wallets need no node. Addresses often hold a key, so hand it over as a secret.',
  example: '1=https://ethereum.example.org,8453=https://base.example.org',
});
