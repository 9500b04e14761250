import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';

/** A script beside this file that runs as a process of its own: `.js` when compiled, `.ts` in the tests. */
export function siblingScript(name: string): string {
  return fileURLToPath(new URL(`./${name}${extname(import.meta.url)}`, import.meta.url));
}
