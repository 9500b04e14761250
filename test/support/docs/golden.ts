import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const ROOT = new URL('../../../', import.meta.url);

/** A generated file of the repository equals what it is generated from. `npm run docs` writes it anew. */
export function expectWritten(path: string, rendered: string): void {
  const file = fileURLToPath(new URL(path, ROOT));
  if (process.env.WRITE_DOCS === '1') writeFileSync(file, rendered);
  const written = existsSync(file) ? readFileSync(file, 'utf8') : `${path} is missing. Run: npm run docs`;
  expect(written).toBe(rendered);
}
