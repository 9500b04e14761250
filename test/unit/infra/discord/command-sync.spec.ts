import { ApplicationCommandOptionType, type REST } from 'discord.js';
import type { CommandsService } from 'necord';
import { CommandSync } from '../../../../src/infra/discord/command-sync.js';
import { aSnowflake } from '../../../support/builders/index.js';
import { aDiscordError, silenceLogs } from '../../../support/fakes/index.js';

silenceLogs();

type Json = Record<string, unknown>;

const help = {
  name: 'help',
  description: 'Help',
  descriptionLocalizations: { de: 'Hilfe' },
  contexts: [0, 1],
};
const task = {
  name: 'task',
  description: 'Tasks',
  defaultMemberPermissions: 32n,
  options: [
    {
      type: ApplicationCommandOptionType.Subcommand,
      name: 'create',
      description: 'Create',
      resolver: () => undefined,
      options: [
        { type: ApplicationCommandOptionType.String, name: 'type', description: 'Type', required: true },
      ],
    },
  ],
};

/** Discord's list of commands: takes what is written and gives it back with what Discord adds. */
class FakeCommandList {
  stored: Json[] = [];
  readonly writes: Json[][] = [];
  failures = 0;

  readonly rest = {
    get: () => this.answer(() => this.stored),
    put: (_route: string, { body }: { body: Json[] }) =>
      this.answer(() => {
        this.writes.push(structuredClone(body));
        this.stored = body.map((command) => ({ ...withDefaults(command), id: aSnowflake(), version: '1' }));
        return this.stored;
      }),
  } as unknown as REST;

  private answer<Result>(give: () => Result): Promise<Result> {
    this.failures -= 1;
    return this.failures >= 0
      ? Promise.reject(aDiscordError(0, 503))
      : Promise.resolve(structuredClone(give()));
  }
}

/** As Discord fills in what was left out. */
const withDefaults = (command: Json): Json => ({
  type: 1,
  nsfw: false,
  dm_permission: true,
  name_localizations: null,
  description_localizations: null,
  default_member_permissions: null,
  application_id: 'app',
  ...command,
});

function syncOf(list: FakeCommandList, declared: object[] = [help, task]): CommandSync {
  const commands = { getGlobalCommands: () => declared.map((command) => ({ toJSON: () => [command] })) };
  return new CommandSync(commands as unknown as CommandsService, list.rest);
}

const sync = (list: FakeCommandList, declared?: object[]) =>
  syncOf(list, declared).keepTrying('app', new AbortController().signal);

describe('the commands', () => {
  it('are written as Discord’s API takes them', async () => {
    const list = new FakeCommandList();
    await sync(list);
    expect(list.writes).toHaveLength(1);
    expect(list.writes[0]).toMatchObject([
      { name: 'help', description_localizations: { de: 'Hilfe' }, contexts: [0, 1] },
      {
        name: 'task',
        default_member_permissions: '32',
        options: [{ name: 'create', options: [{ required: true }] }],
      },
    ]);
    expect(JSON.stringify(list.writes)).not.toMatch(/resolver|Localizations|defaultMember/);
  });

  it('are read only, when Discord has them already', async () => {
    const list = new FakeCommandList();
    await sync(list);
    await sync(list);
    await sync(list, [task, help]);
    expect(list.writes).toHaveLength(1);
  });

  it.each<[string, (stored: Json[]) => void]>([
    ['a description was changed', (stored) => Object.assign(stored[0]!, { description: 'Changed' })],
    ['a translation was lost', (stored) => Object.assign(stored[0]!, { description_localizations: null })],
    ['a context was lost', (stored) => Object.assign(stored[0]!, { contexts: [0] })],
    ['contexts are in another order', (stored) => Object.assign(stored[0]!, { contexts: [1, 0] })],
    ['the permission was lost', (stored) => Object.assign(stored[1]!, { default_member_permissions: null })],
    [
      'an option was added',
      (stored) => (stored[1]!.options as Json[]).push({ type: 1, name: 'x', description: 'x' }),
    ],
    ['an option was lost', (stored) => Object.assign(stored[1]!, { options: [] })],
    ['a command is missing', (stored) => stored.pop()],
    [
      'a strange command is there',
      (stored) => stored.push({ name: 'strange', type: 1, description: 'x', id: '1' }),
    ],
    ['one was replaced by another type', (stored) => Object.assign(stored[0]!, { type: 3 })],
  ])('are written again when %s', async (_, change) => {
    const list = new FakeCommandList();
    await sync(list);
    change(list.stored);
    await sync(list);
    expect(list.writes).toHaveLength(2);
    expect(list.writes[1]).toEqual(list.writes[0]);
  });

  it('are not mentioned with an id before they were synced', async () => {
    const list = new FakeCommandList();
    const commands = syncOf(list);
    expect(commands.mention('task create')).toBe('`/task create`');
    await commands.keepTrying('app', new AbortController().signal);
    expect(commands.mention('task create')).toBe(`</task create:${String(list.stored[1]!.id)}>`);
    expect(commands.mention('unknown')).toBe('`/unknown`');
  });
});

describe('the sync', () => {
  beforeEach(() => jest.useFakeTimers({ doNotFake: ['setImmediate'] }));
  afterEach(() => jest.useRealTimers());

  it('ends without a word when the service stops', async () => {
    const list = new FakeCommandList();
    list.failures = 1;
    const stopping = new AbortController();
    const ended = syncOf(list).keepTrying('app', stopping.signal);
    setImmediate(() => {
      stopping.abort();
    });
    await expect(ended).rejects.toHaveProperty('name', 'AbortError');
    expect(list.writes).toEqual([]);
  });
});
