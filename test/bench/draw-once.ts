// One draw, or one check of it, measured by itself: `draw-once.ts draw|verify ROWS FOLDER`.
import { createReadStream, createWriteStream } from 'node:fs';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { bytesOfHex } from '../../src/draw/bytes.js';
import {
  type Commitment,
  commitmentHash,
  FrozenList,
  type OpenLine,
  PROTOCOL,
  rankingOf,
  seedHashOf,
  verifyProof,
  writeLine,
  writeProof,
} from '../../src/draw/index.js';
import { nodeSha256 as sha256 } from '../../src/draw/node-sha256.js';

const WINNERS = 1000;
const PART_BYTES = 4 * 2 ** 20;
const SEED = 'ab'.repeat(32);
const MESSAGE_ID = '1566240355123204242';

async function* rowsOf(path: string): AsyncGenerator<OpenLine & { readonly entrant: string }> {
  let rest = '';
  for await (const chunk of createReadStream(path, { encoding: 'latin1', highWaterMark: 2 ** 20 })) {
    const lines = (rest + String(chunk)).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      const [entrant = '', discordId = '', salt = '', tickets] = line.split(' ');
      yield { entrant, discordId, salt, tickets: Number(tickets) };
    }
  }
}

async function freeze(rows: string, entries: string): Promise<FrozenList> {
  const list = new FrozenList(sha256);
  const file = createWriteStream(entries);
  let part = '';
  for await (const row of rowsOf(rows)) {
    list.add(row.entrant, row.tickets);
    part += writeLine(row);
    if (part.length < PART_BYTES) continue;
    if (!file.write(part)) await once(file, 'drain');
    part = '';
  }
  file.end(part);
  await once(file, 'close');
  return list;
}

async function draw(rows: string, folder: string): Promise<void> {
  const list = await freeze(rows, join(folder, 'entries.ndjson'));
  const commitment: Commitment = {
    allowlistId: 'bench',
    ...list.figures,
    protocol: PROTOCOL,
    randomness: { seedHash: seedHashOf(SEED, sha256), source: 'commit-reveal' },
    winnerCount: WINNERS,
  };
  commitmentHash(commitment, sha256);
  const value = bytesOfHex(SEED);
  const ranking = rankingOf(list.tickets, { commitment, messageId: MESSAGE_ID, value }, sha256).take(WINNERS);
  const winners = ranking.map((index, place) => ({ rank: place + 1, entrant: list.entrantAt(index) }));
  const post = { guildId: '1', channelId: '2', messageId: MESSAGE_ID };
  const randomness = { seed: SEED, source: 'commit-reveal' } as const;
  await writeFile(
    join(folder, 'proof.json'),
    writeProof({ commitment, post, randomness, winners, disqualified: [] }),
  );
}

async function verify(folder: string): Promise<void> {
  const list = createReadStream(join(folder, 'entries.ndjson'), { highWaterMark: 2 ** 20 });
  const verdict = await verifyProof(await readFile(join(folder, 'proof.json')), list, { sha256 });
  if (!verdict.holds) throw new Error(`Refused: ${verdict.refused.code}`);
}

const [step, rows = '', folder = ''] = process.argv.slice(2);
const startedAt = performance.now();
await (step === 'draw' ? draw(rows, folder) : verify(folder));
const seconds = (performance.now() - startedAt) / 1000;
console.log(JSON.stringify({ seconds, megabytes: process.resourceUsage().maxRSS / 1024 }));
