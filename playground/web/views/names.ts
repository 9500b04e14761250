import { type GuildMember, type Role, type User } from '../state/api.ts';
import { type Store } from '../state/store.ts';

export function nameOf(user: Pick<User, 'username' | 'global_name'>): string {
  return user.global_name ?? user.username;
}

export function memberWith(store: Store, userId: string): GuildMember | undefined {
  return store.guild?.members.find(({ user }) => user.id === userId);
}

export function userWith(store: Store, userId: string): User | undefined {
  const { people, bot } = store.snapshot;
  return userId === bot.id ? bot : people.find(({ id }) => id === userId);
}

export function shownName(store: Store, user: Pick<User, 'id' | 'username' | 'global_name'>): string {
  return memberWith(store, user.id)?.nick ?? nameOf(user);
}

/** Highest first, without @everyone. */
export function rolesOf(store: Store, userId: string): Role[] {
  const ids = new Set(memberWith(store, userId)?.roles);
  return (store.guild?.roles ?? [])
    .filter(({ id }) => ids.has(id))
    .sort((one, other) => other.position - one.position);
}

/** The colour of the highest role that has one; `null` leaves the text's own. */
export function roleColor(store: Store, userId: string): string | null {
  const color = rolesOf(store, userId).find((role) => role.color !== 0)?.color;
  return color === undefined ? null : hexOf(color);
}

export function hexOf(color: number): string {
  return `#${color.toString(16).padStart(6, '0')}`;
}

/** What a person is here, in one word. */
export function standingOf(store: Store, userId: string): string {
  if (store.guild?.ownerId === userId) return 'admin';
  const role = rolesOf(store, userId).find(({ managed }) => !managed);
  return role?.name.toLowerCase() ?? 'member';
}
