import { html, type TemplateResult } from 'lit';
import { type Presence, type User } from '../state/api.ts';

const COATS = [
  ['#f0a04b', '#7a3f0c'],
  ['#8ea7ff', '#27357f'],
  ['#7fd1ae', '#14573b'],
  ['#f28fa8', '#7c1d38'],
  ['#c3a6f5', '#4b2a86'],
  ['#f3cf62', '#6c4d05'],
  ['#8fd3f4', '#114a66'],
] as const;

function coatOf(id: string): readonly [string, string] {
  let sum = 0;
  for (const digit of id) sum = (sum * 31 + digit.charCodeAt(0)) % 9973;
  return COATS[sum % COATS.length] ?? COATS[0];
}

/** A cat in the member's own colours; a bot is a robot. */
export function avatar({ id, bot }: Pick<User, 'id' | 'bot'>): TemplateResult {
  return html`<span class="avatar">${bot ? robot() : cat(...coatOf(id))}</span>`;
}

export function avatarWithPresence(user: Pick<User, 'id' | 'bot'>, presence: Presence): TemplateResult {
  return html`<span class="avatar-with-presence">
    ${avatar(user)}<span class="presence presence-${presence}" role="img" aria-label=${presence}></span>
  </span>`;
}

function cat(ground: string, coat: string): TemplateResult {
  return html`<svg viewBox="0 0 40 40" aria-hidden="true">
    <rect width="40" height="40" fill=${ground} />
    <path
      d="M9 9c4 1 6 3 7 4h8c1-1 3-3 7-4 1 5 1 9 0 12 0 7-5 11-11 11S9 28 9 21c-1-3-1-7 0-12"
      fill=${coat}
    />
    <circle cx="15.5" cy="20.5" r="2.2" fill="#fff" />
    <circle cx="24.5" cy="20.5" r="2.2" fill="#fff" />
    <path d="M18 25h4l-2 2.200z" fill="#fff" />
  </svg>`;
}

function robot(): TemplateResult {
  return html`<svg viewBox="0 0 40 40" aria-hidden="true">
    <rect width="40" height="40" fill="#5865f2" />
    <path d="M20 7v5" stroke="#fff" stroke-width="2.5" />
    <circle cx="20" cy="7" r="2.5" fill="#fff" />
    <rect x="9" y="12" width="22" height="17" rx="5" fill="#fff" />
    <circle cx="15.5" cy="19.5" r="2.6" fill="#5865f2" />
    <circle cx="24.5" cy="19.5" r="2.6" fill="#5865f2" />
    <path d="M15 25h10" stroke="#5865f2" stroke-width="2.2" stroke-linecap="round" />
  </svg>`;
}
