import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

const SCRIPT = `
  import { buildSync } from 'esbuild';
  const { outputFiles } = buildSync({
    entryPoints: ['src/modules/allowlists/http/worker/draw-check.ts'],
    bundle: true,
    write: false,
    minify: true,
    format: 'esm',
    target: 'es2022',
    charset: 'ascii',
    legalComments: 'none',
    banner: { js: '/* eslint-disable */ // Made from worker/draw-check.ts by: npm run docs' },
  });
  process.stdout.write(outputFiles[0].text);
`;

/** What checks draws in a browser, as it is served; by a process of its own: esbuild does not run inside Jest. */
export const drawCheckBundle = (): string =>
  execFileSync(process.execPath, ['--input-type=module', '-e', SCRIPT], {
    cwd: join(import.meta.dirname, '../../..'),
    encoding: 'utf8',
    env: { ...process.env, NODE_OPTIONS: '' },
  });
