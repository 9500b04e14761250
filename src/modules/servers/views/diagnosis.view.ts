import type { APIComponentInContainer } from 'discord.js';
import { button, row, text } from '../../../infra/discord/index.js';
import { channelMention, mentionOf, roleMention } from '../../../kernel/discord-text.js';
import type { Texts } from '../../../locales/index.js';
import type { Hint, Problem } from '../doctor/doctor.rules.js';
import type { Diagnosis } from '../doctor/doctor.service.js';
import type { ChannelField } from '../settings/settings.rules.js';
import type { SetupPanel } from '../settings/setup.service.js';
import { samePageId } from '../setup.custom-ids.js';

const OF_GIVEN_ROLES: ReadonlySet<Problem['kind']> = new Set([
  'given-roles-gone',
  'roles-not-managed',
  'role-order',
]);

/** Of more roles than this a sentence only says how many. */
const ROLES_NAMED = 10;

/** What is wrong and how to mend it, what could be better, and what is well. */
export function checkPage({ diagnosis }: SetupPanel, texts: Texts): APIComponentInContainer[] {
  const again = row(button(samePageId.build({ page: 'check' }), texts.doctor.again));
  if (diagnosis === undefined) return [again];
  const problems = problemLines(diagnosis, texts);
  const hints = diagnosis.hints.map((hint) => `💡 ${hintSentence(hint, diagnosis.botId, texts)}`);
  const blocks = [
    [problems.length === 0 ? texts.doctor.allWell : texts.doctor.toFix(problems.length), ...problems],
    hints,
    wellLines(diagnosis, texts),
  ];
  const words = blocks.filter((lines) => lines.length > 0).map((lines) => text(lines.join('\n')));
  return [...words, again];
}

export const problemLines = ({ problems, botId }: Diagnosis, texts: Texts): string[] =>
  problems.map((problem) => `⚠️ ${problemSentence(problem, botId, texts)}`);

/** One sentence that says what to click. */
export function problemSentence(problem: Problem, botId: string, texts: Texts): string {
  const t = texts.doctor.problems;
  const bot = mentionOf(botId);
  switch (problem.kind) {
    case 'channel-gone':
      return t.channelGone(usesOf(problem.fields, texts));
    case 'channel-kind':
      return t.channelKind(usesOf(problem.fields, texts), channelMention(problem.channelId));
    case 'channel-closed': {
      const missing = problem.missing.map((permission) => texts.doctor.permissions[permission]).join(', ');
      return t.channelClosed(usesOf(problem.fields, texts), channelMention(problem.channelId), bot, missing);
    }
    case 'roles-gone':
      return t.rolesGone(problem.roleIds.length);
    case 'given-roles-gone':
      return t.givenRolesGone(problem.roleIds.length);
    case 'roles-not-managed':
      return t.rolesNotManaged(bot);
    case 'role-order':
      return t.roleOrder(someRoles(problem.roleIds, texts), bot);
  }
}

function hintSentence(hint: Hint, botId: string, texts: Texts): string {
  const t = texts.doctor.hints;
  switch (hint.kind) {
    case 'no-default-channel':
      return t.noDefaultChannel;
    case 'commands-hidden': {
      const commands = hint.commands.map((name) => `\`/${name}\``).join(', ');
      return t.commandsHidden(someRoles(hint.roleIds, texts), commands, mentionOf(botId));
    }
    case 'commands-unknown':
      return t.commandsUnknown;
  }
}

function wellLines({ open, hints, problems, hasRoles, givesRoles }: Diagnosis, texts: Texts): string[] {
  const { channel, roleOrder, givenRoles, commands } = texts.doctor.well;
  const isOrderWell = problems.every(({ kind }) => !OF_GIVEN_ROLES.has(kind));
  const areCommandsWell = hasRoles && hints.every(({ kind }) => kind === 'no-default-channel');
  return [
    ...open.map(({ fields, channelId }) => channel(usesOf(fields, texts), channelMention(channelId))),
    ...(isOrderWell ? [givesRoles ? givenRoles : roleOrder] : []),
    ...(areCommandsWell ? [commands] : []),
  ];
}

const usesOf = (fields: readonly ChannelField[], texts: Texts): string =>
  fields.map((field) => texts.setup.channels.names[field]).join(', ');

function someRoles(roleIds: readonly string[], texts: Texts): string {
  const named = roleIds.slice(0, ROLES_NAMED).map(roleMention).join(', ');
  const left = roleIds.length - ROLES_NAMED;
  return left > 0 ? `${named} ${texts.doctor.more(left)}` : named;
}
