import { type mongo, mongo as driver, Types } from 'mongoose';
import { eachLine, entrantHasher, maskLine, type Proof } from '../../../src/draw/index.js';
import { nodeSha256 } from '../../../src/draw/node-sha256.js';
import { withDefaults } from '../../../src/infra/database/schema/index.js';
import {
  type Draw,
  drawLists,
  draws,
  type DrawListPart,
} from '../../../src/modules/allowlists/schemas/draw.schema.js';

const entrantOf = entrantHasher(nodeSha256);

/** A draw as the engine leaves it when its winners were announced, from a proof and its list. */
export async function storeDraw(
  db: mongo.Db,
  { proof, entriesNdjson }: { readonly proof: Proof; readonly entriesNdjson: string },
  given: Partial<Draw> = {},
): Promise<string> {
  const { allowlistId = new Types.ObjectId().toHexString() } = given;
  // The commitment names the allowlist of its vector; the row is found by an id of its own.
  const { commitment, post, randomness, winners, disqualified } = proof;
  const drawnAt = new Date('2026-11-01T00:01:00Z');
  const draw = withDefaults<Draw>(draws, {
    _id: new Types.ObjectId(),
    allowlistId,
    guildId: post.guildId,
    state: 'announced',
    method: randomness.source,
    commitment: { ...commitment },
    post,
    randomness: { ...randomness },
    winners: winners.map((winner) =>
      'entrant' in winner
        ? { ...winner, claim: 'open' }
        : { ...winner, entrant: entrantOf(winner), claim: 'open' },
    ),
    disqualified: disqualified.map((record) => ({
      ...record,
      entrant: '0'.repeat(64),
      at: new Date(record.at),
    })),
    entryCount: commitment.entryCount,
    frozenAt: drawnAt,
    drawnAt,
    ...given,
  });
  const stored = Object.fromEntries(Object.entries(draw).filter(([, value]) => value !== undefined));
  await db.collection('draws').insertOne(stored);
  const cut = entriesNdjson.indexOf('\n') + 1;
  const parts = entriesNdjson === '' ? [''] : [entriesNdjson.slice(0, cut), entriesNdjson.slice(cut)];
  for (const [part, lines] of parts.entries())
    await db.collection<DrawListPart>('draw_lists').insertOne(
      withDefaults<DrawListPart>(drawLists, {
        _id: new Types.ObjectId(),
        drawId: draw._id.toHexString(),
        allowlistId,
        part,
        from: part,
        isLast: part === parts.length - 1,
        lines: new driver.Binary(Buffer.from(lines)),
      }),
    );
  return allowlistId;
}

/** A list as strangers get it. */
export async function masked(entriesNdjson: string): Promise<string> {
  let lines = '';
  await eachLine([Buffer.from(entriesNdjson)], (line) => {
    const { entrant, tickets } = maskLine(line, entrantOf);
    lines += `{"entrant":"${entrant}","tickets":${String(tickets)}}\n`;
  });
  return lines;
}
