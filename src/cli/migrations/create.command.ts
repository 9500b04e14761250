import { existsSync } from 'node:fs';
import { readdir, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { Option } from 'nest-commander';
import { MIGRATIONS_DIR } from '../../infra/database/migrations/migration-files.js';
import { CliCommand, type CommonOptions, type Outcome } from '../cli-command.js';
import { UsageError } from '../cli-errors.js';
import { Verb } from '../verb.js';
import { migrationSource, specSource } from './create-templates.js';

interface CreateOptions extends CommonOptions {
  readonly dir?: string;
}

const LONGEST = 60;
const SHOULD_BE = 'Nothing was made. Give it a few words, such as: migration:create "Add seats to tasks"';

/** A new migration beside the others. */
@Verb({
  name: 'migration:create',
  description: 'Make the next migration and a stub of its test',
  arguments: '<name>',
  argsDescription: { name: 'What it does, in a few words' },
  examples: [['migration:create "Add seats to tasks"', 'migrations/0003-add-seats-to-tasks.ts']],
})
export class CreateCommand extends CliCommand<CreateOptions> {
  @Option({ flags: '--dir <path>', description: 'Folder of the migrations, if not the one of this version' })
  parseDir(path: string): string {
    return path;
  }

  protected async perform(
    { dir = MIGRATIONS_DIR }: CreateOptions,
    [words = '']: readonly string[],
  ): Promise<Outcome> {
    const slug = slugOf(words);
    const numbers = (await readdir(dir)).map((name) => Number(/^(\d{4})-/.exec(name)?.[1] ?? 0));
    const id = String(Math.max(0, ...numbers) + 1).padStart(4, '0');
    const name = `${id}-${slug}`;
    const made = [join(dir, `${name}.ts`)];
    await write(made[0] ?? '', migrationSource(description(words)));
    const specs = join(dir, '../test/integration/migrations');
    // The image has no tests.
    if (existsSync(specs)) {
      const spec = join(specs, `${name}.spec.ts`);
      await write(spec, specSource(name));
      made.push(spec);
    }
    const files = made.map((path) => relative(process.cwd(), path));
    return { result: { id, name, files }, text: files.join('\n') };
  }
}

/** @throws UsageError the words name no file of ours */
function slugOf(words: string): string {
  if (/[/\\]/.test(words) || words.includes('..'))
    throw new UsageError('A name is no path: it holds / or \\ or ..', SHOULD_BE);
  // eslint-disable-next-line no-control-regex -- to refuse them
  if (/[\u0000-\u001f\u007f]/.test(words)) throw new UsageError('A name is one line of text', SHOULD_BE);
  const slug = words
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '');
  if (slug === '') throw new UsageError('The name has no letters from a to z and no digits', SHOULD_BE);
  if (slug.length > LONGEST)
    throw new UsageError(`The name is longer than ${String(LONGEST)} characters`, SHOULD_BE);
  return slug;
}

const description = (words: string): string => words.trim().replaceAll(/[\\']/g, '’');

/** Never over a file that is there. */
async function write(path: string, source: string): Promise<void> {
  await writeFile(path, source, { flag: 'wx' });
}
