import { Clock } from '../../../playground/discord/clock.ts';
import { CommandStore } from '../../../playground/discord/commands.ts';
import { Snowflakes } from '../../../playground/discord/snowflake.ts';
import { checkCommand, commandSize } from '../../../playground/discord/validation/command.ts';
import { errorPaths, refusalOf } from './refusal.ts';

type Body = Record<string, unknown>;

const text = (length: number): string => 'x'.repeat(length);
const many = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => make(index));
const command = (more: Body = {}): Body => ({ name: 'task', description: 'Tasks', ...more });
const option = (more: Body = {}): Body => ({ type: 3, name: 'title', description: 'A title', ...more });
const withOption = (more: Body): Body => command({ options: [option(more)] });
const choice = (index: number, more: Body = {}): Body => ({ name: `c${index}`, value: `v${index}`, ...more });

const limits: [string, Body, Body, string, string][] = [
  ['name', command({ name: text(32) }), command({ name: text(33) }), 'name', 'BASE_TYPE_BAD_LENGTH'],
  [
    'description',
    command({ description: text(100) }),
    command({ description: text(101) }),
    'description',
    'BASE_TYPE_BAD_LENGTH',
  ],
  [
    'options',
    command({ options: many(25, (i) => option({ name: `o${i}` })) }),
    command({ options: many(26, (i) => option({ name: `o${i}` })) }),
    'options',
    'BASE_TYPE_MAX_LENGTH',
  ],
  [
    'choices',
    withOption({ choices: many(25, (i) => choice(i)) }),
    withOption({ choices: many(26, (i) => choice(i)) }),
    'options.0.choices',
    'BASE_TYPE_MAX_LENGTH',
  ],
  [
    'choice name',
    withOption({ choices: [choice(0, { name: text(100) })] }),
    withOption({ choices: [choice(0, { name: text(101) })] }),
    'options.0.choices.0.name',
    'BASE_TYPE_BAD_LENGTH',
  ],
  [
    'choice value',
    withOption({ choices: [choice(0, { value: text(100) })] }),
    withOption({ choices: [choice(0, { value: text(101) })] }),
    'options.0.choices.0.value',
    'BASE_TYPE_MAX_LENGTH',
  ],
  [
    'max_length',
    withOption({ max_length: 6000 }),
    withOption({ max_length: 6001 }),
    'options.0.max_length',
    'NUMBER_TYPE_MAX',
  ],
  [
    'lower case',
    command({ name: 'aufgabe-ä_1' }),
    command({ name: 'Aufgabe' }),
    'name',
    'APPLICATION_COMMAND_INVALID_NAME',
  ],
  [
    'characters of a name',
    command({ name: "it's" }),
    command({ name: 'a b' }),
    'name',
    'APPLICATION_COMMAND_INVALID_NAME',
  ],
  [
    'menu names',
    { type: 3, name: 'Manage this Post' },
    { type: 3, name: text(33) },
    'name',
    'BASE_TYPE_BAD_LENGTH',
  ],
  [
    'required first',
    command({ options: [option({ name: 'a', required: true }), option({ name: 'b' })] }),
    command({ options: [option({ name: 'a' }), option({ name: 'b', required: true })] }),
    'options.1.required',
    'APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID',
  ],
  [
    'locales',
    command({ name_localizations: { de: 'aufgabe' } }),
    command({ name_localizations: { xx: 'aufgabe' } }),
    'name_localizations.xx',
    'DICT_TYPE_KEY_INVALID',
  ],
  [
    'localised descriptions',
    command({ description_localizations: { de: text(100) } }),
    command({ description_localizations: { de: text(101) } }),
    'description_localizations.de',
    'BASE_TYPE_BAD_LENGTH',
  ],
  [
    'permissions',
    command({ default_member_permissions: '32' }),
    command({ default_member_permissions: 'all' }),
    'default_member_permissions',
    'NUMBER_TYPE_COERCE',
  ],
  [
    'contexts',
    command({ contexts: [0, 1, 2] }),
    command({ contexts: [3] }),
    'contexts.0',
    'BASE_TYPE_CHOICES',
  ],
  [
    'integration types',
    command({ integration_types: [0, 1] }),
    command({ integration_types: [2] }),
    'integration_types.0',
    'BASE_TYPE_CHOICES',
  ],
];

describe('limits of a command', () => {
  it.each(limits)('%s', (_, accepted, refused, path, code) => {
    expect(() => {
      checkCommand(accepted);
    }).not.toThrow();
    expect(
      errorPaths(
        refusalOf(() => {
          checkCommand(refused);
        }),
      ),
    ).toEqual({ [path]: code });
  });

  it.each([
    [
      'autocomplete with choices',
      withOption({ autocomplete: true, choices: [choice(0)] }),
      'options.0.autocomplete',
    ],
    ['the same option twice', command({ options: [option(), option()] }), 'options.1.name'],
    ['a description on a menu', { type: 2, name: 'Menu', description: 'a' }, 'description'],
    [
      'a value beside a sub-command',
      command({ options: [{ type: 1, name: 'a', description: 'a' }, option()] }),
      'options',
    ],
    [
      'a value in a group',
      command({ options: [{ type: 2, name: 'g', description: 'a', options: [option()] }] }),
      'options.0.options.0.type',
    ],
    ['channel types on a text', withOption({ channel_types: [0] }), 'options.0.channel_types'],
    ['bounds on a text', withOption({ min_value: 1 }), 'options.0.min_value'],
    ['a text as number choice', withOption({ type: 4, choices: [choice(0)] }), 'options.0.choices.0.value'],
  ])('refuses %s', (_, body, path) => {
    expect(
      Object.keys(
        errorPaths(
          refusalOf(() => {
            checkCommand(body);
          }),
        ),
      ),
    ).toEqual([path]);
  });

  it('nests groups and sub-commands, and nothing deeper', () => {
    const sub = { type: 1, name: 'sub', description: 'a', options: [option()] };
    const group = { type: 2, name: 'group', description: 'a', options: [sub] };
    expect(() => {
      checkCommand(command({ options: [group] }));
    }).not.toThrow();
    const deeper = command({ options: [{ ...group, options: [{ ...sub, options: [sub] }] }] });
    expect(
      errorPaths(
        refusalOf(() => {
          checkCommand(deeper);
        }),
      ),
    ).toEqual({ 'options.0.options.0.options.0.type': 'APPLICATION_COMMAND_OPTIONS_NESTING_INVALID' });
  });

  it('counts 8,000 characters over everything, of localised texts the longest', () => {
    const filled = (lastLength: number): Body =>
      command({
        name: 'n',
        description: 'd',
        options: many(3, (o) => ({
          ...option({ name: `o${o}`, description: 'd' }),
          choices: many(25, (c) => ({
            name: `${c}`.padEnd(100, '.'),
            value: o === 2 && c === 24 ? text(lastLength) : o === 2 ? text(16) : '1',
          })),
        })),
      });
    const rest = 8000 - commandSize(filled(0));
    expect(rest).toBeGreaterThan(0);
    expect(rest).toBeLessThanOrEqual(100);
    expect(() => {
      checkCommand(filled(rest));
    }).not.toThrow();
    expect(
      errorPaths(
        refusalOf(() => {
          checkCommand(filled(rest + 1));
        }),
      ),
    ).toEqual({ '': 'APPLICATION_COMMAND_TOO_LARGE' });
    expect(commandSize(command({ name_localizations: { de: text(30) } }))).toBe(30 + 'Tasks'.length);
  });
});

describe('stored commands', () => {
  const clock = new Clock(() => 1_700_000_000_000);
  const store = (): CommandStore => new CommandStore('100000000000000000', new Snowflakes(clock), clock);

  it('keep id and version while nothing changes', () => {
    const commands = store();
    const [first] = commands.overwrite(null, [command()]);
    const [same] = commands.overwrite(null, [command()]);
    const [changed] = commands.overwrite(null, [command({ description: 'Other' })]);
    expect(same).toBe(first);
    expect(changed?.id).toBe(first?.id);
    expect(changed?.version).not.toBe(first?.version);
  });

  it('refuse the same name twice at the second one', () => {
    const refusal = refusalOf(() => store().overwrite(null, [command(), command()]));
    expect(errorPaths(refusal)).toEqual({ '1.name': 'APPLICATION_COMMANDS_DUPLICATE_NAME' });
  });

  it('are at most 100 of a scope, and 200 new ones a day', () => {
    const commands = store();
    const named = (prefix: string, count: number): Body[] =>
      many(count, (i) => command({ name: `${prefix}${i}` }));
    expect(refusalOf(() => store().overwrite(null, named('a', 101)))).toMatchObject({ code: 30032 });
    commands.overwrite(null, named('a', 100));
    commands.overwrite(null, named('b', 100));
    expect(refusalOf(() => commands.overwrite(null, named('c', 1)))).toMatchObject({ code: 30034 });
  });
});
