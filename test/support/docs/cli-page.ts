import type { Type } from '@nestjs/common';
import { EXIT_MEANINGS } from '../../../src/cli/exit-codes.js';
import { exitsOf, factsOf, PROGRAM } from '../../../src/cli/verb.js';
import { code, generatedFrom, page, table } from './markdown.js';

/** What of commander's commands the page tells. */
export interface VerbCommand {
  name(): string;
  usage(): string;
  readonly options: readonly { readonly flags: string; readonly description: string }[];
}

/** `docs/cli.md`, from the verbs and what commander made of them. */
export function cliPage(verbs: readonly Type[], commands: readonly VerbCommand[]): string {
  const shared = sharedFlags(commands);
  const [first] = commands;
  return page(
    generatedFrom('the verbs in `src/cli`'),
    '# The database CLI',
    `${code(PROGRAM)} is in the image; in a checkout it is \`npx ${PROGRAM}\` after \`npm run build\`, and some verbs have an npm script: \`npm run db:status -- --json\`. It needs no Discord token.`,
    'Data goes to stdout, talk to stderr. A command ends with a code that says what happened, and every error with what to do next. Ctrl-C ends a migration after its batch; a second one at once. In production whatever changes the database needs `--yes`; elsewhere what destroys something asks, and without a terminal needs it too. Writes wait for a majority of the replica set, whatever the address asks for.',
    table(
      ['Verb', 'What it does'],
      verbs.map((verb) => [
        `[${code(factsOf(verb).name)}](#${anchor(factsOf(verb).name)})`,
        factsOf(verb).description,
      ]),
    ),
    '## Exit codes',
    table(
      ['Code', 'Meaning'],
      Object.entries(EXIT_MEANINGS).map(([number, meaning]) => [number, meaning]),
    ),
    '## Options of every verb',
    table(
      ['Option', 'Meaning'],
      optionRows(first, (flags) => shared.has(flags)),
    ),
    ...verbs.map((verb) => section(verb, commands, shared)),
  );
}

function sharedFlags(commands: readonly VerbCommand[]): ReadonlySet<string> {
  const all = commands.map(({ options }) => new Set(options.map(({ flags }) => flags)));
  const [first = new Set<string>(), ...others] = all;
  return new Set([...first].filter((flags) => others.every((other) => other.has(flags))));
}

function section(verb: Type, commands: readonly VerbCommand[], shared: ReadonlySet<string>): string {
  const facts = factsOf(verb);
  const command = commands.find((candidate) => candidate.name() === facts.name);
  const own = optionRows(command, (flags) => !shared.has(flags));
  return [
    `## ${code(facts.name)}`,
    `${facts.description}.`,
    ...Object.entries(facts.argsDescription ?? {}).map(([name, meaning]) => `${code(name)}: ${meaning}.`),
    ...(own.length > 0 ? [table(['Option', 'Meaning'], own)] : []),
    table(
      ['Example', ''],
      facts.examples.map(([line, does]) => [code(`${PROGRAM} ${line}`), does]),
    ),
    table(
      ['Ends with', 'when'],
      exitsOf(facts).map(([number, meaning]) => [String(number), meaning]),
    ),
  ].join('\n\n');
}

const optionRows = (command: VerbCommand | undefined, isWanted: (flags: string) => boolean): string[][] =>
  (command?.options ?? [])
    .filter(({ flags }) => isWanted(flags))
    .map(({ flags, description }) => [code(flags), description]);

const anchor = (name: string): string => name.replaceAll(':', '');
