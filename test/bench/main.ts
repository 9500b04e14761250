import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { resolveMongoServer } from '../../src/infra/database/server/index.js';
import { measureAudit } from './audit.ts';
import { measureBoards } from './boards.ts';
import { measureCache } from './cache.ts';
import { measureData } from './data.ts';
import { measureDraws } from './draws.ts';
import { measureEntries } from './entries.ts';
import { measureInteractionLog } from './interaction-log-cost.ts';
import { measureMigrations } from './migrations.ts';
import { measurePresses } from './presses.ts';
import { measureStoredDraws } from './stored-draws.ts';

/** Below this share of an aim the run fails: the rest is the noise of shared machines. */
const TOLERANCE = 0.8;

const dataDir = await mkdtemp(join(tmpdir(), 'community-bot-bench-'));
const server = await resolveMongoServer({ dataDir, databaseName: 'bench', environment: process.env });
const uriOf = (name: string): string => {
  const uri = new URL(server.uri);
  uri.pathname = `/${name}`;
  return uri.href;
};

/** `npm run bench` measures all of them, `npm run bench -- data` one. */
const sections: Readonly<Record<string, () => Promise<boolean>>> = {
  presses: () => measurePresses(uriOf, TOLERANCE),
  entries: () => measureEntries(uriOf, TOLERANCE),
  log: () => measureInteractionLog(uriOf, TOLERANCE),
  audit: () => measureAudit(uriOf('audit')),
  cache: () => measureCache(uriOf('cache')),
  boards: () => measureBoards(uriOf('boards')),
  data: () => measureData(uriOf, TOLERANCE),
  draws: () => measureDraws(TOLERANCE),
  'stored-draws': () => measureStoredDraws(uriOf, TOLERANCE),
  migrations: () => measureMigrations(uriOf('migrations'), TOLERANCE),
};

const wanted = process.argv.slice(2);
let isFast = true;
for (const [name, measure] of Object.entries(sections)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  console.log(`\n${name}`);
  isFast = (await measure()) && isFast;
}
await server.stop();
await rm(dataDir, { recursive: true, force: true });
if (!isFast) console.log('✗ too far from the aim');
process.exit(isFast ? 0 : 1);
