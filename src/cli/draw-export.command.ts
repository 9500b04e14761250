import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Option } from 'nest-commander';
import type { Outcome } from './cli-command.js';
import { CliError, UsageError } from './cli-errors.js';
import { type DatabaseCall, DatabaseCommand, type DatabaseOptions } from './database-command.js';
import { PROGRAM, Verb } from './verb.js';

interface DrawExportOptions extends DatabaseOptions {
  readonly out?: string;
  readonly open?: boolean;
}

/** The files of a draw, from the database: for who runs the bot without pages, or has lost a file. */
@Verb({
  name: 'draw:export',
  description: 'Write proof.json and entries.ndjson of a draw, as its page has them',
  arguments: '<allowlistId>',
  argsDescription: { allowlistId: 'Id of the allowlist, as in the address of the page of its draw' },
  examples: [
    ['draw:export 665f00000000000000000001 --out draw', 'two files that name nobody'],
    [
      'draw:export 665f00000000000000000001 --out draw --open',
      'with ids and salts, for members of the server',
    ],
  ],
})
export class DrawExportCommand extends DatabaseCommand<DrawExportOptions> {
  @Option({ flags: '--out <folder>', description: 'Where to; files that are there stay' })
  parseOut(folder: string): string {
    return folder;
  }

  @Option({ flags: '--open', description: 'With ids and salts of members: not to be published' })
  parseOpen(): boolean {
    return true;
  }

  protected async execute(call: DatabaseCall<DrawExportOptions>): Promise<Outcome> {
    const { db, options, parameters, signal } = call;
    const { out, open: isOpen = false } = options;
    const [allowlistId = ''] = parameters;
    if (out === undefined) throw new UsageError('Where to?', 'Nothing was done. Add --out and a folder.');
    const { drawFilesOf } = await import('../maintenance/draws/draw-files.js');
    const files = await drawFilesOf(db, allowlistId, { isOpen });
    if (files === null)
      throw new CliError(
        `There is no draw of ${allowlistId.slice(0, 64)} whose list is fixed`,
        'Nothing was written. Take the id from the address of its page, or from its announcement.',
      );
    if (isOpen) this.terminal.warn('These files name members. Give them to members of the server only.');
    await mkdir(out, { recursive: true });
    const paths = { proof: join(out, 'proof.json'), entries: join(out, 'entries.ndjson') };
    if (files.proof !== null) await write(paths.proof, [Buffer.from(files.proof)], signal);
    await write(paths.entries, files.list, signal);
    const written = files.proof === null ? [paths.entries] : [paths.proof, paths.entries];
    return {
      result: { allowlistId, isOpen, files: written },
      text: written.join('\n'),
      ...(files.proof === null
        ? { next: 'There is no proof yet: winners do not stand. Come again then.' }
        : { next: `${PROGRAM} draw:verify ${paths.proof} --entries ${paths.entries}` }),
    };
  }
}

/** @throws CliError the file is there already, or can't be written */
async function write(
  path: string,
  pieces: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  signal: AbortSignal,
): Promise<void> {
  try {
    await pipeline(Readable.from(pieces), createWriteStream(path, { flags: 'wx' }), { signal });
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code !== 'EEXIST' && code !== 'EACCES' && code !== 'ENOSPC') throw error;
    const why = { EEXIST: 'it is there already', EACCES: 'it is not allowed', ENOSPC: 'the disk is full' }[
      code
    ];
    throw new CliError(`${path} can't be written: ${why}`, 'Take another folder with --out.');
  }
}
