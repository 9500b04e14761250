import {
  catalogues,
  localizedChoice,
  localizedCommand,
  localizedOption,
  type Texts,
  textsOf,
} from '../../../src/locales/index.js';

const english = catalogues['en-US'];
const others = Object.entries(catalogues).filter(([locale]) => locale !== 'en-US');

interface CommandWithOptions {
  readonly options?: Record<string, { readonly name: string }>;
}
type Leaf = string | ((...values: never[]) => string);
const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

/** Every text of a catalogue by its path, such as `errors.taskClosed`. */
function leavesOf(part: Record<string, unknown>, path = ''): Map<string, Leaf> {
  return new Map(
    Object.entries(part).flatMap(([key, value]): [string, Leaf][] =>
      isObject(value) ? [...leavesOf(value, `${path}${key}.`)] : [[`${path}${key}`, value as Leaf]],
    ),
  );
}

/** Unlike each other and all other numbers in texts, so that they are found again; growing, as limits are. */
const VALUES = [4_211, 4_212, 4_213, 4_214];
const grouped = (value: number): RegExp => new RegExp(String(value).replace(/^4/, '4[,.]?'));

/** The text with a value for each of its parameters; where words are due, a number is one. */
function filledIn(leaf: Leaf): string {
  return typeof leaf === 'string'
    ? leaf
    : (leaf as (...values: number[]) => string)(...VALUES.slice(0, leaf.length));
}

/** Words that are the same in both languages on purpose. */
const SAME_IN_GERMAN = new Set([
  'commands.allowlists.name',
  'commands.allowlist.name',
  'commands.community.name',
  'commands.communityLink.options.name.name',
  'commands.communityLink.options.code.name',
  'common.page',
  'profile.title',
]);

describe.each(others)('the catalogue %s', (_, texts) => {
  const translated = leavesOf(texts);

  it('has exactly the texts of the English one', () => {
    expect([...translated.keys()].sort()).toEqual([...leavesOf(english).keys()].sort());
  });

  it.each([...leavesOf(english)].filter(([path]) => !SAME_IN_GERMAN.has(path)))(
    'says %s in its own words',
    (path, original) => {
      const own = translated.get(path)!;
      expect(typeof own).toBe(typeof original);
      expect(filledIn(own)).not.toBe(filledIn(original));
    },
  );

  it('takes as many values as the English one', () => {
    for (const [path, original] of leavesOf(english))
      if (typeof original === 'function')
        expect([path, translated.get(path)?.length]).toEqual([path, original.length]);
  });
});

describe.each(Object.entries(catalogues))('the texts of %s', (_, texts) => {
  it.each([...leavesOf(texts)])('%s is a text that shows every value it was given', (_path, leaf) => {
    const text = filledIn(leaf);
    expect(text.trim()).not.toBe('');
    expect(text).not.toMatch(/undefined|NaN|\[object|\{\{|\$\{/);
    if (typeof leaf === 'function')
      for (const value of VALUES.slice(0, leaf.length)) expect(text).toMatch(grouped(value));
  });

  it('name commands as Discord shows them in this language', () => {
    const names = new Map(Object.entries(texts.commands).map(([key, { name }]) => [key, name]));
    const keys = [...names.keys()];
    const isGroup = (key: string): boolean => keys.some((other) => new RegExp(`^${key}[A-Z]`).test(other));
    const pathOf = (key: string): string =>
      keys
        .filter((other) => other === key || new RegExp(`^${other}[A-Z]`).test(key))
        .sort((one, other) => one.length - other.length)
        .map((part) => names.get(part))
        .join(' ');
    const paths = keys.filter((key) => !isGroup(key)).map(pathOf);
    const groups = keys.filter(isGroup).map(pathOf);
    const said = [...leavesOf(texts)].flatMap(([path, leaf]) =>
      [...filledIn(leaf).matchAll(/(?<![\p{L}\d/:])\/(\p{L}+(?: \p{L}+)*)/gu)].map(([, words = '']) => ({
        path,
        words,
      })),
    );
    expect(said.length).toBeGreaterThan(20);
    const wrong = said.filter(
      ({ words }) => !groups.includes(words) && !paths.some((path) => `${words} `.startsWith(`${path} `)),
    );
    expect(wrong).toEqual([]);
  });

  it('count in the singular and in the plural', () => {
    expect(texts.common.points(1)).not.toBe(texts.common.points(2).replace('2', '1'));
    expect(texts.review.waiting(1)).not.toBe(texts.review.waiting(2).replace('2', '1'));
    expect(texts.taskCard.completed(1)).not.toBe(texts.taskCard.completed(0));
  });
});

describe('numbers', () => {
  it('are written as each language writes them', () => {
    expect(english.common.points(10_000)).toBe('10,000 points');
    expect(catalogues.de.common.points(10_000)).toBe('10.000 Punkte');
    expect(catalogues.de.common.number(10_000)).toBe('10.000');
  });
});

describe('textsOf', () => {
  it('gives the catalogue of a locale', () => {
    expect(textsOf('de')).toBe(catalogues.de);
    expect(textsOf('en-US')).toBe(english);
  });

  it.each([
    'tr',
    'xx',
    '',
    'DE',
    '__proto__',
    'constructor',
    'toString',
    null,
    undefined,
    7 as never,
    {} as never,
  ])('gives English for %p', (locale) => {
    expect(textsOf(locale)).toBe(english);
  });
});

describe('what Discord shows of commands', () => {
  const NAME = /^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u;
  const keys = Object.keys(english.commands) as (keyof Texts['commands'])[];

  it.each(keys)('%s has names and descriptions that Discord takes, in every language', (key) => {
    const command = localizedCommand(key);
    const names = [command.name, ...Object.values(command.nameLocalizations)];
    const descriptions = [command.description, ...Object.values(command.descriptionLocalizations)];
    expect(Object.keys(command.nameLocalizations)).toEqual(others.map(([locale]) => locale));
    for (const name of names) {
      expect(name).toMatch(NAME);
      expect(name).toBe(name.toLowerCase());
    }
    for (const description of descriptions) {
      expect(description.length).toBeGreaterThanOrEqual(1);
      expect(description.length).toBeLessThanOrEqual(100);
    }
  });

  const options = keys.flatMap((key) => {
    const command: CommandWithOptions & { name: string } = english.commands[key];
    return Object.keys(command.options ?? {}).map((option) => [key, option] as const);
  });

  it.each(options)('%s %s has names and descriptions that Discord takes', (key, option) => {
    const { name, description, name_localizations, description_localizations } = localizedOption(key, option);
    for (const one of [name, ...Object.values(name_localizations)]) {
      expect(one).toMatch(NAME);
      expect(one).toBe(one.toLowerCase());
    }
    for (const one of [description, ...Object.values(description_localizations)]) {
      expect(one.length).toBeGreaterThanOrEqual(1);
      expect(one.length).toBeLessThanOrEqual(100);
    }
  });

  it('names no two options of a command alike, in any language', () => {
    for (const texts of Object.values<Texts>(catalogues)) {
      const commands: (CommandWithOptions & { name: string })[] = Object.values(texts.commands);
      for (const command of commands) {
        const names = Object.values(command.options ?? {}).map(({ name }) => name);
        expect(new Set(names).size).toBe(names.length);
      }
    }
  });

  it('has choices with a name in every language', () => {
    expect(localizedChoice('custom', (texts) => texts.commands.taskCreate.types.custom)).toEqual({
      name: english.commands.taskCreate.types.custom,
      value: 'custom',
      name_localizations: { de: catalogues.de.commands.taskCreate.types.custom },
    });
  });

  it('refuses an option without texts at start, not at run time', () => {
    expect(() => localizedOption('help', 'nothing')).toThrow(TypeError);
  });
});
