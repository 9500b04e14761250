import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { type Asset, type Assets } from './discord/http/assets.ts';

const folder = fileURLToPath(new URL('./web/', import.meta.url));

/** Builds the page, in memory: the served files by path. */
export async function buildPage(): Promise<Assets> {
  const { outputFiles } = await build({
    entryPoints: { app: `${folder}main.ts`, consent: `${folder}styles/consent.css` },
    outdir: folder,
    bundle: true,
    write: false,
    minify: true,
    format: 'esm',
    target: 'es2023',
    conditions: ['production'],
    legalComments: 'none',
    tsconfig: `${folder}tsconfig.json`,
  });
  const assets = new Map<string, Asset>();
  assets.set('/', { contentType: 'text/html; charset=utf-8', bytes: await readFile(`${folder}index.html`) });
  for (const { path, contents } of outputFiles) {
    const isStyle = path.endsWith('.css');
    const contentType = `text/${isStyle ? 'css' : 'javascript'}; charset=utf-8`;
    assets.set(`/${basename(path)}`, { contentType, bytes: contents });
  }
  return assets;
}
