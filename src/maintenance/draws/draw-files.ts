import type { mongo } from 'mongoose';
import { writeProof } from '../../draw/index.js';
import { maskedPieces } from '../../modules/allowlists/draws/masked-pieces.js';
import { maskedProof, proofOf } from '../../modules/allowlists/draws/proof.rules.js';
import {
  type Draw,
  type DrawListPart,
  drawLists,
  draws,
} from '../../modules/allowlists/schemas/draw.schema.js';

export interface DrawFiles {
  /** `proof.json`; `null` before winners stand. */
  readonly proof: string | null;
  /** `entries.ndjson`, part by part. */
  readonly list: AsyncIterable<Uint8Array>;
}

/** What a draw is checked by; `null` where there is none that was committed to. Masked, or as it stands. */
export async function drawFilesOf(
  db: mongo.Db,
  allowlistId: string,
  { isOpen }: { readonly isOpen: boolean },
): Promise<DrawFiles | null> {
  const draw = await db.collection<Draw>(draws.name).findOne({ allowlistId });
  if (draw?.commitment === undefined) return null;
  const proof = proofOf(draw);
  return {
    proof: proof && writeProof(isOpen ? proof : maskedProof(proof)),
    list: listOf(db, allowlistId, isOpen),
  };
}

async function* listOf(db: mongo.Db, allowlistId: string, isOpen: boolean): AsyncGenerator<Uint8Array> {
  const parts = db
    .collection<DrawListPart>(drawLists.name)
    .find({ allowlistId }, { projection: { _id: 0, lines: 1 }, sort: { part: 1 }, batchSize: 1 });
  for await (const { lines } of parts) {
    const bytes = Buffer.from(lines.value());
    if (isOpen) yield bytes;
    else yield* maskedPieces(bytes);
  }
}
