import { pathOf, readHandle, type Service } from './handle.verifier.js';

export const X: Service = {
  name: 'X',
  hosts: ['x.com', 'twitter.com'],
  handle: /^[A-Za-z0-9_]{1,15}$/,
};

/** The plain address of an account, of its name or any address of its page; `null` when it is neither. */
export function accountOf(typed: string): string | null {
  const handle = readHandle(typed, X);
  return handle === null ? null : `https://x.com/${handle}`;
}

/** The plain address of a post, of any address of it; `null` when it is none. */
export function postOf(typed: string): string | null {
  const [account = '', status, id = '', ...more] = pathOf(typed.trim(), X.hosts) ?? [];
  const isPost = X.handle.test(account) && status === 'status' && /^\d{1,20}$/.test(id);
  // Links to one of its pictures have more behind the id.
  const isRest = more.length === 0 || /^(?:photo|video)$/.test(more[0] ?? '');
  return isPost && isRest ? `https://x.com/${account}/status/${id}` : null;
}
