import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { type Assets } from '../../../playground/discord/http/assets.ts';

const ROOT = join(__dirname, '../../..');
const SCRIPT = `
  import { buildPage } from './playground/page.ts';
  const assets = [...await buildPage()].map(([path, { contentType, bytes }]) => [path, contentType, Buffer.from(bytes).toString('base64')]);
  process.stdout.write(JSON.stringify(assets));
`;

/** The page as the playground builds it, by a process of its own: esbuild does not run inside Jest. */
export function pageAssets(): Assets {
  const json = execFileSync(process.execPath, ['--input-type=module', '-e', SCRIPT], {
    cwd: ROOT,
    encoding: 'utf8',
    maxBuffer: 32 * 1024 * 1024,
    env: { ...process.env, NODE_OPTIONS: '' },
  });
  const files = JSON.parse(json) as [string, string, string][];
  return new Map(
    files.map(([path, contentType, base64]) => [path, { contentType, bytes: Buffer.from(base64, 'base64') }]),
  );
}
