import { setImmediate } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import {
  BLOCK_LEAVES,
  commitmentHash,
  eachLine,
  type EntryFile,
  entrantHasher,
  FrozenList,
  isOpen,
  leafHasher,
  maskLine,
  pathInList,
  type Proof,
  type ProofWinner,
  readCommitment,
  type Revealed,
  winningRanks,
  writeLine,
} from '../../../draw/index.js';
import { nodeSha256 } from '../../../draw/node-sha256.js';
import { EntryProofs } from '../entries/entry-proof.port.js';
import type { DiscordAllowlistConnection } from '../schemas/allowlist-connection.schema.js';
import type { AllowlistEntry } from '../schemas/allowlist-entry.schema.js';
import type { Draw } from '../schemas/draw.schema.js';
import { DrawListsRepository } from './draw-lists.repository.js';
import { DrawsRepository } from './draws.repository.js';

const entrantOf = entrantHasher(nodeSha256);
const leafOf = leafHasher(nodeSha256);

/** So much is masked at a time, then others get their turn. */
const PIECE_BYTES = 64 * 1024;

/** What strangers check a draw with: its proof, its list, and one's own entry (draw protocol, section 5). */
@Injectable()
export class ProofsService extends EntryProofs {
  constructor(
    private readonly draws: DrawsRepository,
    private readonly lists: DrawListsRepository,
  ) {
    super();
  }

  /** `null` until places were drawn by lot, and where they never are. */
  async proof(allowlistId: string): Promise<Proof | null> {
    const draw = await this.draws.findByAllowlist(allowlistId);
    return draw && proofOf(draw);
  }

  /**
   * The frozen list, in pieces that end with a line.
   *
   * @param form open ones are for members of the server; everybody may have them masked
   */
  async *list(allowlistId: string, { masked }: { readonly masked: boolean }): AsyncGenerator<Buffer> {
    for await (const { bytes } of this.lists.stream(allowlistId)) {
      if (!masked) yield bytes;
      else yield* maskedPieces(bytes);
    }
  }

  override fileOf(
    { allowlistId }: Pick<DiscordAllowlistConnection, 'allowlistId'>,
    { discordId }: Pick<AllowlistEntry, 'discordId'>,
  ): Promise<EntryFile | null> {
    return this.entryFile(allowlistId, discordId);
  }

  /** `entry.json` of a member; `null` before the list is fixed, and for who is not on it by name. */
  async entryFile(allowlistId: string, discordId: string): Promise<EntryFile | null> {
    const list = new FrozenList(nodeSha256);
    let leaves: Uint8Array[] = [];
    let own: Pick<EntryFile, 'discordId' | 'salt' | 'tickets' | 'index'> | undefined;
    for await (const { bytes } of this.lists.stream(allowlistId))
      await eachLine([bytes], (line) => {
        const { entrant, tickets } = maskLine(line, entrantOf);
        const isOwnBlock =
          own && Math.floor(own.index / BLOCK_LEAVES) === Math.floor(list.size / BLOCK_LEAVES);
        if (own === undefined && list.size % BLOCK_LEAVES === 0) leaves = [];
        if (own === undefined || isOwnBlock === true) leaves.push(leafOf(entrant, tickets));
        if (isOpen(line) && line.discordId === discordId) own = { ...line, index: list.size };
        list.add(entrant, tickets);
      });
    if (own === undefined) return null;
    return { ...own, path: pathInList(own.index, { blockRoots: list.blockRoots, leaves }, nodeSha256) };
  }
}

async function* maskedPieces(part: Buffer): AsyncGenerator<Buffer> {
  for (let from = 0; from < part.length;) {
    const end = part.indexOf('\n', from + PIECE_BYTES) + 1;
    const piece = part.subarray(from, end === 0 ? part.length : end);
    from += piece.length;
    let lines = '';
    await eachLine([piece], (line) => (lines += writeLine(maskLine(line, entrantOf))));
    yield Buffer.from(lines, 'latin1');
    await setImmediate();
  }
}

/** `null` before winners stand, and where they are not drawn by lot. */
export function proofOf({ commitment, post, randomness, winners, disqualified, state }: Draw): Proof | null {
  const isDrawn = state === 'drawn' || state === 'announced';
  if (commitment === undefined || post === undefined || randomness === undefined || !isDrawn) return null;
  const { guildId, channelId, messageId } = post;
  const proof = {
    commitment: readCommitment(commitment, 'commitment'),
    post: { guildId, channelId, messageId },
    randomness: randomness as unknown as Revealed,
    disqualified: disqualified.map(({ rank, code, at }) => ({ rank, code, at: at.toISOString() })),
  };
  const entrants = new Map(disqualified.map(({ rank, entrant }) => [rank, entrant]));
  const byRank = new Map(winners.map((winner) => [winner.rank, winner]));
  const winnerAt = (rank: number): ProofWinner[] => {
    const { discordId, salt, entrant = entrants.get(rank) } = byRank.get(rank) ?? {};
    if (discordId !== undefined && salt !== undefined) return [{ rank, discordId, salt }];
    return entrant === undefined ? [] : [{ rank, entrant }];
  };
  // Until the next rank has moved up, the proof is that of before: the same with fewer records.
  for (let records = disqualified.length; records >= 0; records -= 1) {
    const earlier = { ...proof, disqualified: proof.disqualified.slice(0, records) };
    const ranks = winningRanks(earlier);
    const known = ranks.flatMap(winnerAt);
    if (known.length === ranks.length) return { ...earlier, winners: known };
  }
  return null;
}

/** What stands in the message with the commitment. */
export const hashOf = ({ commitment }: Draw): string | undefined =>
  commitment && commitmentHash(readCommitment(commitment, 'commitment'), nodeSha256);
