import { type Message } from './model.ts';
import { componentsOfMessage, findByLabel, readableText } from './readable-text.ts';

/** A component by its exact custom id, by the start of it, or by what is written on it. */
export type ControlRef = string | { readonly label: string } | { readonly startsWith: string };

/** A refusal of the local Discord: the member could not do this. */
export class LocalDiscordError extends Error {
  readonly status: number;
  readonly code: number;

  constructor(status: number, code: number, message: string) {
    super(message);
    this.name = 'LocalDiscordError';
    this.status = status;
    this.code = code;
  }
}

export function customIdOf(message: Message, control: ControlRef): string {
  if (typeof control === 'string') return control;
  const found =
    'label' in control
      ? findByLabel(message, control.label)
      : componentsOfMessage(message).find(
          ({ custom_id }) => typeof custom_id === 'string' && custom_id.startsWith(control.startsWith),
        );
  if (typeof found?.custom_id !== 'string') {
    throw new Error(`No component ${JSON.stringify(control)} on: ${readableText(message)}`);
  }
  return found.custom_id;
}

export async function authorizeAt(
  address: string,
  userId: string,
  decision: 'allow' | 'deny',
): Promise<string> {
  const asked = await fetch(address, { redirect: 'manual' });
  const location = asked.headers.get('location');
  if (location !== null) {
    const next = new URL(location, address);
    const isSamePage = next.origin === new URL(address).origin && next.pathname === '/oauth2/authorize';
    return isSamePage ? authorizeAt(next.href, userId, decision) : next.href;
  }
  if (!asked.ok) throw new LocalDiscordError(asked.status, 0, alertOf(await asked.text()));
  const form = new URLSearchParams({ user: userId, decision });
  const decided = await fetch(address, { method: 'POST', body: form, redirect: 'manual' });
  const target = decided.headers.get('location');
  if (target === null) throw new LocalDiscordError(decided.status, 0, alertOf(await decided.text()));
  return target;
}

/** What a page of refusal says. */
function alertOf(html: string): string {
  return /role="alert">([^<]*)</.exec(html)?.[1] ?? html.slice(0, 200);
}

export async function send<T>(
  url: string,
  method: string,
  path: string,
  body?: object,
  userId?: string,
): Promise<T> {
  const isJson = body !== undefined && !(body instanceof FormData);
  const response = await fetch(url + path, {
    method,
    headers: {
      ...(userId !== undefined && { Authorization: `Member ${userId}` }),
      ...(isJson && { 'Content-Type': 'application/json' }),
    },
    ...(body !== undefined && { body: isJson ? JSON.stringify(body) : body }),
  });
  const text = await response.text();
  const answer = (text === '' ? undefined : JSON.parse(text)) as unknown;
  if (response.ok) return answer as T;
  const { message = response.statusText, code = 0 } = (answer ?? {}) as { message?: string; code?: number };
  throw new LocalDiscordError(response.status, code, message);
}
