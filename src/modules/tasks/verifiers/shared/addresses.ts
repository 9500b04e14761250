/** What sites add to follow people from link to link; it changes nothing about what a link leads to. */
const TRACKING = /^(?:utm_.*|fbclid|gclid|dclid|msclkid|igshid?|mc_[ce]id|ref_src|ref_url|si|_hs.*)$/i;
/** A name in the public tree: labels with a dot between them, and an end that is no number. */
const PUBLIC_NAME = /^(?:[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?\.)+(?:[a-z]{2,63}|xn--[a-z\d-]{1,59})$/;
/** Ends of names that lead into somebody's own network, or nowhere. */
const NOT_PUBLIC =
  /(?:^|\.)(?:localhost|local|internal|intranet|lan|home|corp|test|example|invalid|onion|arpa)$/;
const HAS_SCHEME = /^[a-z][a-z\d+.-]*:/i;

/**
 * A public address of the web as people type it, `https://` added where it is missing. Never opened by us.
 *
 * @returns `null` for other schemes, names and passwords in it, ports, and hosts that are IP addresses in
 * whatever notation or not public
 */
export function addressOf(typed: string): URL | null {
  if (typed === '' || /[\s\\]/.test(typed)) return null;
  const whole = HAS_SCHEME.test(typed) ? typed : `https://${typed}`;
  if (!/^https:\/\//i.test(whole) || !URL.canParse(whole)) return null;
  const address = new URL(whole);
  const { username, password, port, hostname } = address;
  if (username !== '' || password !== '' || port !== '') return null;
  return isPublicName(hostname) ? address : null;
}

/** `example.org`; URL has turned every notation of an IP address into one that ends in a number. */
export const isPublicName = (host: string): boolean => PUBLIC_NAME.test(host) && !NOT_PUBLIC.test(host);

/** Without what doesn't change where it leads to. */
export function withoutTracking(address: URL): URL {
  const plain = new URL(address);
  plain.hash = '';
  for (const name of [...plain.searchParams.keys()]) if (TRACKING.test(name)) plain.searchParams.delete(name);
  plain.search = plain.searchParams.toString();
  return plain;
}

/** Equal for addresses that lead to the same page. */
export function addressKey(address: URL): string {
  const plain = withoutTracking(address);
  plain.searchParams.sort();
  const path = decoded(plain.pathname).replace(/\/+$/, '');
  return `${plain.hostname.replace(/^www\./, '')}${path}${plain.search}`;
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
