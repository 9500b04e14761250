import { z } from 'zod';
import { setting } from './setting.js';

const MOST_HOSTS = 10;
const PUBLIC =
  'https://api.drand.sh,https://api2.drand.sh,https://api3.drand.sh,https://drand.cloudflare.com';
const LOOPBACK: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '[::1]']);

/** What a host says is checked against the pinned key, so none of them needs to be trusted. */
const hosts = z.string().transform((text, context) => {
  if (text.trim() === 'none') return [];
  const urls = text.split(',').map((url) => url.trim());
  if (urls.length <= MOST_HOSTS && urls.every(isAllowed)) return urls.map((url) => url.replace(/\/+$/, ''));
  const error = `is not a list of at most ${String(MOST_HOSTS)} https addresses, separated by commas`;
  context.addIssue({ code: 'custom', message: error });
  return z.NEVER;
});

function isAllowed(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, hostname, hash, search } = new URL(address);
  const isPlain = hash === '' && search === '';
  return isPlain && (protocol === 'https:' || (protocol === 'http:' && LOOPBACK.has(hostname)));
}

export const drandUrls = setting(hosts.default(PUBLIC.split(',')), {
  group: 'process',
  meaning: 'Hosts of the drand network (quicknet), whose beacons decide draws; each gives the same ones.',
  accepts:
    'https addresses separated by commas, or http on this machine; `none`: draws by commit-reveal only',
  production:
    'Leave it, or put a relay of yours first. What a host says is checked against the pinned key: none needs to be trusted.',
});
