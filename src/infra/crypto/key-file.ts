import { randomBytes, randomUUID } from 'node:crypto';
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { KEY_BYTES } from '../../config/encryption-keys.js';

export interface KeyFile {
  readonly path: string;
  /** As it would stand in the setting. */
  readonly text: string;
}

export const keyFilePath = (dataDir: string): string => resolve(dataDir, 'encryption.key');

/** The key in the data folder; `undefined` where there is none. @throws Error from the file system */
export async function readKeyFile(dataDir: string): Promise<KeyFile | undefined> {
  const path = keyFilePath(dataDir);
  const text = await unless('ENOENT', readFile(path, 'utf8'));
  return text === undefined ? undefined : { path, text: withoutLineEnd(text) };
}

/**
 * The key in the data folder; made when there is none, for its owner's eyes only. However many processes
 * start at once, they all get the same one.
 *
 * @param onMade called by the one process whose key it became
 * @throws Error from the file system
 */
export async function readOrMakeKeyFile(dataDir: string, onMade: (path: string) => void): Promise<KeyFile> {
  const existing = await readKeyFile(dataDir);
  if (existing !== undefined) return existing;
  const path = keyFilePath(dataDir);
  if (await make(path)) onMade(path);
  return { path, text: withoutLineEnd(await readFile(path, 'utf8')) };
}

const withoutLineEnd = (text: string): string => text.replace(/\r?\n$/, '');

/** A link appears whole or not at all, and only the first: nobody reads half a key, nobody replaces one. */
async function make(path: string): Promise<boolean> {
  await mkdir(resolve(path, '..'), { recursive: true, mode: 0o700 });
  const draft = `${path}.${randomUUID()}`;
  try {
    const text = `${randomBytes(KEY_BYTES).toString('base64')}\n`;
    await writeFile(draft, text, { flag: 'wx', mode: 0o600, flush: true });
    return (
      (await unless(
        'EEXIST',
        link(draft, path).then(() => true),
      )) ?? false
    );
  } finally {
    await rm(draft, { force: true });
  }
}

async function unless<Result>(code: string, work: Promise<Result>): Promise<Result | undefined> {
  return work.catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === code) return undefined;
    throw error;
  });
}
