import { createReadStream } from 'node:fs';
import type { Surroundings, Verdict } from '../../draw/index.js';
import { CliError } from '../cli-errors.js';
import { progressOn } from '../progress.js';
import type { Terminal } from '../terminal.js';

export type DrawFiles = { readonly proof: string } & (
  { readonly entries: string } | { readonly entry: string }
);

const PIECE_BYTES = 2 ** 20;

/**
 * Reads the files, the list piece by piece, and checks them.
 *
 * @throws CliError a file can't be read
 */
export async function checkFiles(
  files: DrawFiles,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<Verdict> {
  // Only who checks a draw loads the protocol.
  const { LARGEST_FILE, verifyEntry, verifyProof } = await import('../../draw/index.js');
  const { nodeSha256: sha256 } = await import('../../draw/node-sha256.js');
  const proof = await readUpTo(LARGEST_FILE + 1, files.proof, signal);
  if ('entry' in files) {
    const entry = await readUpTo(LARGEST_FILE + 1, files.entry, signal);
    return verifyEntry(proof, entry, { sha256 });
  }
  const progress = await progressOn(terminal);
  progress.begin('Checking');
  const onLines: Surroundings['onLines'] = (lines) => {
    progress.tell(`${lines} lines`);
  };
  try {
    const verdict = await verifyProof(proof, piecesOf(files.entries, signal), { sha256, onLines });
    await progress.end('done');
    return verdict;
  } catch (error) {
    await progress.fail('stopped');
    throw error;
  }
}

/** As much of a file as could be a right one: what is larger is refused by its size. */
async function readUpTo(bytes: number, path: string, signal: AbortSignal): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  for await (const piece of piecesOf(path, signal, bytes - 1)) pieces.push(piece);
  return Buffer.concat(pieces);
}

async function* piecesOf(path: string, signal: AbortSignal, end?: number): AsyncGenerator<Uint8Array> {
  const stream = createReadStream(path, { highWaterMark: PIECE_BYTES, ...(end !== undefined && { end }) });
  try {
    for await (const piece of stream as AsyncIterable<Uint8Array>) {
      signal.throwIfAborted();
      yield piece;
    }
  } catch (error) {
    if (signal.aborted) throw signal.reason;
    throw new CliError(
      `${path} can't be read: ${reasonOf(error)}`,
      'Check the path, and that the file may be read.',
    );
  }
}

function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return (
    { ENOENT: 'there is no such file', EISDIR: 'it is a folder', EACCES: 'it is not allowed' }[code] ?? code
  );
}
