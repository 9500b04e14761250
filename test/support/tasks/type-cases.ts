import type { Answer, MemberClient, Message } from '../../../playground/discord/client.ts';
import type { User } from '../../../playground/discord/model.ts';
import type { ModalValue } from '../../../playground/discord/user-api/controls.ts';
import type { Sent } from '../../../src/infra/discord/index.js';
import type { Questionnaire } from '../../../src/modules/tasks/questions/questions.js';
import type { TaskData, TaskType } from '../../../src/modules/tasks/schemas/task-post.schema.js';
import { Verifiers } from '../../../src/modules/tasks/verifiers/verifiers.js';
import { type PostedTask, postTask, type TestApp, textOf } from '../app/index.js';

/** A task, and what its verifier reads of it. */
export interface TypeTask extends PostedTask {
  readonly asks: Readonly<Record<string, unknown>>;
}

/** What the tests of every type need to know of one: add a row, and all of them run for it. */
export interface TypeCase {
  readonly type: TaskType;
  /** What a manager fills in; empty for types that ask for nothing. */
  settings(app: TestApp): Sent | Promise<Sent>;
  /** Of a type whose questions are written in their editor. */
  readonly asks?: Questionnaire;
  /** What the member does first. */
  fulfil?(app: TestApp, member: User, task: TypeTask): Promise<unknown>;
  /** What stands there until then. */
  readonly notYet?: RegExp;
  /** What the member fills in, page by page. */
  readonly pages?: (member: User) => readonly Readonly<Record<string, ModalValue>>[];
  readonly done: RegExp;
  /** The second time. */
  readonly again: RegExp;
}

const CHECKED = { done: /Done! \+50 points/, again: /It counts once/ };
const REVIEWED = { done: /Sent for review/, again: /is waiting for review/ };
const generalOf = ({ server }: TestApp): string => server.channels.general.id;
const handleOf = ({ id }: User): string => `cat_${id.slice(-8)}`;
const withHandle = {
  pages: (member: User) => [{ handle: `@${handleOf(member)}` }],
  ...REVIEWED,
};

async function aMessage(app: TestApp): Promise<Message> {
  return app.as(app.server.admin).say(generalOf(app), 'Are you in?');
}
/** Of the message to react to, by the channel and the id in its link. */
const inLink = (link: unknown): Message => {
  const [channel_id, id] = String(link).split('/').slice(-2);
  return { channel_id, id } as Message;
};

const sixFields = Array.from({ length: 6 }, (_, at) => [`v1q${String(at)}`, 'Well'] as const);

export const typeCases: readonly TypeCase[] = [
  { type: 'discord_join', settings: () => ({}), ...CHECKED },
  {
    type: 'discord_role',
    settings: ({ server }) => ({ roleIds: [server.roles.helper.id, server.roles.collector.id] }),
    notYet: /You need one of the roles/,
    fulfil: ({ discord, server }, { id: userId }) =>
      Promise.resolve(
        discord.updateMember({ guildId: server.guild.id, userId, roles: [server.roles.helper.id] }),
      ),
    ...CHECKED,
  },
  {
    type: 'discord_message',
    settings: (app) => ({ channelId: [generalOf(app)] }),
    notYet: /You have not written in .* since this task began/,
    fulfil: (app, member) => app.as(member).say(generalOf(app), 'Hello!'),
    ...CHECKED,
  },
  {
    type: 'discord_reaction',
    settings: async (app) => {
      const { channel_id, id } = await aMessage(app);
      return {
        link: [`https://discord.com/channels/${app.server.guild.id}/${channel_id}/${id}`],
        emoji: ['🐱'],
      };
    },
    notYet: /I don't see your reaction 🐱/,
    fulfil: async (app, member, { asks }) => app.as(member).react(inLink(asks.link), '🐱'),
    ...CHECKED,
  },
  { type: 'twitter_follow', settings: () => ({ link: ['@sky_cats'] }), ...withHandle },
  {
    type: 'twitter_like',
    settings: () => ({ link: ['https://x.com/sky_cats/status/1'] }),
    ...withHandle,
  },
  {
    type: 'twitter_retweet',
    settings: () => ({ link: ['https://x.com/sky_cats/status/1'] }),
    ...withHandle,
  },
  { type: 'telegram_join', settings: () => ({ link: ['t.me/sky_cats'] }), ...withHandle },
  {
    type: 'custom_url',
    settings: () => ({ proof: ['link'], hosts: ['github.com'] }),
    pages: (member) => [{ proof: `github.com/${handleOf(member)}` }],
    ...REVIEWED,
  },
  {
    type: 'quiz',
    settings: () => ({}),
    asks: {
      version: 1,
      passMark: 50,
      questions: [
        { text: 'What colour is the sky?', kind: 'one', options: ['Red', 'Blue'], right: [1] },
        { text: 'Which are even?', kind: 'several', options: ['1', '2', '4'], right: [1, 2] },
      ],
    },
    pages: () => [{ v1q0: '1', v1q1: ['0'] }],
    ...CHECKED,
  },
  {
    type: 'survey',
    settings: () => ({}),
    asks: {
      version: 1,
      questions: Array.from({ length: 6 }, (_, at) => ({
        text: `What about ${String(at)}?`,
        kind: 'text',
        options: [],
      })),
    },
    pages: () => [0, 5].map((from) => Object.fromEntries(sixFields.slice(from, from + 5))),
    ...CHECKED,
  },
  { type: 'custom', settings: () => ({}), pages: () => [{ proof: 'I did it' }], ...REVIEWED },
];

/** The task on its card, set up by what a manager fills in. */
export async function postOfType(
  app: TestApp,
  { type, settings, asks: given }: TypeCase,
  taskData: Partial<TaskData> = {},
): Promise<TypeTask> {
  const sent = await settings(app);
  const read = await app.get(Verifiers).for(type).readAsks(sent, app.server.guild.id);
  if ('faults' in read) throw new Error(`${type} can't be set up so`);
  const asks = { ...read.asks, ...given };
  return { ...(await postTask(app, { type, asks, ...taskData })), asks };
}

/** A member of their own for each test. */
export function aNewMember({ discord, server }: TestApp, ageDays = 365): User {
  const member = discord.createUser({ username: 'newcomer', ageDays });
  discord.addMember({ guildId: server.guild.id, userId: member.id });
  return member;
}

/** Presses *Complete* and fills in what is asked for. @returns what the member reads in the end */
export async function takePart(app: TestApp, member: User, card: Message, type: TypeCase): Promise<string> {
  return fillIn(app, member, await app.as(member).press(card, { label: 'Complete' }), type);
}

/** Fills in an open form and those after it. @returns what the member reads in the end */
export async function fillIn(
  app: TestApp,
  member: User,
  opened: Answer,
  { pages }: TypeCase,
): Promise<string> {
  const client: MemberClient = app.as(member);
  let answer = opened;
  for (const page of pages?.(member) ?? []) {
    if (answer.message !== undefined && textOf(answer).includes('[Next page]'))
      answer = await client.press(answer.message, { label: 'Next page' });
    if (answer.modal === undefined) break;
    answer = await client.submit(answer.modal, page);
  }
  return textOf(answer);
}
