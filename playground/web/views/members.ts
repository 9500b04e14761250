import { html, nothing, type TemplateResult } from 'lit';
import { type GuildMember } from '../state/api.ts';
import { type Desk } from '../state/desk.ts';
import { cssVariable } from './css-variable.ts';
import { avatarWithPresence } from './avatar.ts';
import { icon } from './icons.ts';
import { arrowsThrough, menuPlace } from './keyboard.ts';
import { nameOf, roleColor, rolesOf } from './names.ts';

const SHOWN_MAX = 100;

interface Group {
  readonly name: string;
  readonly members: readonly GuildMember[];
}

const walk = arrowsThrough('.member');

/** Who is here: roles of their own first, then who is online, then the rest. */
export function membersView(desk: Desk): TemplateResult {
  return html`<aside class="members" aria-label="Members" @keydown=${walk}>
    ${groupsOf(desk).map(
      ({ name, members }, group) =>
        html`<h2 class="member-group">${name} — ${members.length}</h2>
          ${members.slice(0, SHOWN_MAX).map((member, index) => memberView(desk, member, group + index === 0))}
          ${members.length > SHOWN_MAX ? html`<p class="member-more">and ${members.length - SHOWN_MAX} more</p>` : nothing}`,
    )}
  </aside>`;
}

function groupsOf({ store }: Desk): Group[] {
  const byName = (one: GuildMember, other: GuildMember): number =>
    nameOf(one.user).localeCompare(nameOf(other.user));
  const members = [...(store.guild?.members ?? [])].sort(byName);
  const hoisted = (store.guild?.roles ?? [])
    .filter(({ hoist }) => hoist)
    .sort((a, b) => b.position - a.position);
  const groups = new Map<string, GuildMember[]>(
    [...hoisted.map(({ name }) => name), 'Online', 'Offline'].map((name) => [name, []]),
  );
  for (const member of members) {
    const role = rolesOf(store, member.user.id).find(({ hoist }) => hoist);
    const online = role?.name ?? 'Online';
    groups.get(member.presence === 'offline' ? 'Offline' : online)?.push(member);
  }
  return [...groups]
    .map(([name, list]) => ({ name, members: list }))
    .filter((group) => group.members.length > 0);
}

/** @param isStop the one that Tab leads to; arrows lead on from there */
function memberView({ store }: Desk, { user, nick, presence }: GuildMember, isStop: boolean): TemplateResult {
  const color = roleColor(store, user.id);
  const open = (event: MouseEvent): void => {
    event.preventDefault();
    const { x, y } = menuPlace(event);
    event.currentTarget?.dispatchEvent(
      new CustomEvent('context-target', { bubbles: true, detail: { kind: 'member', userId: user.id, x, y } }),
    );
  };
  return html`<button
    type="button"
    class="member ${presence === 'offline' ? 'away' : ''}"
    aria-haspopup="menu"
    tabindex=${isStop ? 0 : -1}
    data-member=${user.username}
    @click=${open}
    @contextmenu=${open}
  >
    ${avatarWithPresence(user, presence)}
    <span class="member-name ${color === null ? '' : 'colored'}" ${cssVariable('--role', color)}
      >${nick ?? nameOf(user)}</span
    >
    ${user.bot ? html`<span class="app-tag">APP</span>` : nothing}
    ${store.guild?.ownerId === user.id ? html`<span class="crown" role="img" aria-label="Server owner">${icon('crown')}</span>` : nothing}
  </button>`;
}
