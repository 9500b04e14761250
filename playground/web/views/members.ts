import { html, nothing, type TemplateResult } from 'lit';
import { type GuildMember } from '../state/api.ts';
import { type Desk } from '../state/desk.ts';
import { cssVariable } from './css-variable.ts';
import { avatarWithPresence } from './avatar.ts';
import { icon } from './icons.ts';
import { nameOf, roleColor, rolesOf } from './names.ts';

const SHOWN_MAX = 100;

interface Group {
  readonly name: string;
  readonly members: readonly GuildMember[];
}

/** Who is here: roles of their own first, then who is online, then the rest. */
export function membersView(desk: Desk): TemplateResult {
  return html`<aside class="members" aria-label="Members" tabindex="0">
    ${groupsOf(desk).map(
      ({ name, members }) =>
        html`<h2 class="member-group">${name} — ${members.length}</h2>
          ${members.slice(0, SHOWN_MAX).map((member) => memberView(desk, member))}
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

function memberView({ store }: Desk, { user, nick, presence }: GuildMember): TemplateResult {
  const color = roleColor(store, user.id);
  const open = (event: MouseEvent): void => {
    event.preventDefault();
    const { left, top } = (event.currentTarget as HTMLElement).getBoundingClientRect();
    const [x, y] = event.clientX === 0 ? [left, top] : [event.clientX, event.clientY];
    event.currentTarget?.dispatchEvent(
      new CustomEvent('context-target', { bubbles: true, detail: { kind: 'member', userId: user.id, x, y } }),
    );
  };
  return html`<button
    type="button"
    class="member ${presence === 'offline' ? 'away' : ''}"
    aria-haspopup="menu"
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
