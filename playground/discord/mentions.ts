import { isObject, isPresent, textOf, textsOf, type JsonObject } from './json.ts';
import { type Channel, type User } from './model.ts';
import { has } from './permissions.ts';
import { ComponentType, Permission } from './wire.ts';
import { type World } from './world.ts';

export interface Pings {
  readonly mentions: User[];
  readonly mention_roles: string[];
  readonly mention_everyone: boolean;
}

/** What Discord parses when `allowed_mentions` is absent: everything in a message, users only in a reply to an interaction. */
export const MESSAGE_DEFAULT: readonly string[] = ['users', 'roles', 'everyone'];
export const INTERACTION_DEFAULT: readonly string[] = ['users'];

const NOBODY: Pings = { mentions: [], mention_roles: [], mention_everyone: false };
const MAY_MENTION = /<@|@everyone|@here/;

export interface MentionRequest {
  readonly channel: Channel;
  readonly authorId: string;
  readonly text: string;
  readonly allowed: unknown;
  readonly parseByDefault: readonly string[];
  /** The author of the message that is replied to. */
  readonly repliedTo?: User;
}

/** Who is really notified. */
export function pingsOf(world: World, request: MentionRequest): Pings {
  const { text, repliedTo } = request;
  if (repliedTo === undefined && !MAY_MENTION.test(text)) return NOBODY;
  const allowed = isObject(request.allowed)
    ? request.allowed
    : { parse: [...request.parseByDefault], replied_user: true };
  const parse = textsOf(allowed.parse);
  const mayMentionAll = has(
    world.permissionsIn(request.channel, request.authorId),
    Permission.MentionEveryone,
  );
  const users = idsIn(text, /<@!?(\d{17,19})>/g)
    .filter((id) => parse.includes('users') || textsOf(allowed.users).includes(id))
    .map((id) => world.accounts.get(id)?.user)
    .filter(isPresent);
  if (repliedTo !== undefined && allowed.replied_user === true && !users.includes(repliedTo))
    users.push(repliedTo);
  const roles = world.guildOf(request.channel)?.roles;
  return {
    mentions: users,
    mention_roles: idsIn(text, /<@&(\d{17,19})>/g)
      .filter((id) => parse.includes('roles') || textsOf(allowed.roles).includes(id))
      .filter((id) => roles?.get(id)?.mentionable === true || (mayMentionAll && roles?.has(id) === true)),
    mention_everyone: mayMentionAll && parse.includes('everyone') && /@everyone|@here/.test(text),
  };
}

/** Everything in a message that can mention somebody: its content and its text displays; embeds never ping. */
export function mentionableText(content: string, components: readonly JsonObject[]): string {
  if (components.length === 0) return content;
  const texts = [content];
  collectTexts(components, texts);
  return texts.join('\n');
}

function collectTexts(components: unknown, into: string[]): void {
  if (!Array.isArray(components)) return;
  for (const component of components as unknown[]) {
    if (!isObject(component)) continue;
    if (component.type === ComponentType.TextDisplay) into.push(textOf(component.content) ?? '');
    collectTexts(component.components, into);
  }
}

function idsIn(text: string, pattern: RegExp): string[] {
  return [...new Set([...text.matchAll(pattern)].map((match) => match[1]).filter(isPresent))];
}
