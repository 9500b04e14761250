import { Injectable } from '@nestjs/common';
import {
  BLOCK_LEAVES,
  eachLine,
  type EntryFile,
  entrantHasher,
  FrozenList,
  isOpen,
  leafHasher,
  maskLine,
  pathInList,
  type Proof,
} from '../../../draw/index.js';
import { nodeSha256 } from '../../../draw/node-sha256.js';
import { EntryProofs } from '../entries/entry-proof.port.js';
import type { DiscordAllowlistConnection } from '../schemas/allowlist-connection.schema.js';
import type { AllowlistEntry } from '../schemas/allowlist-entry.schema.js';
import { DrawListsRepository } from './draw-lists.repository.js';
import { DrawsRepository } from './draws.repository.js';
import { maskedPieces } from './masked-pieces.js';
import { proofOf } from './proof.rules.js';

const entrantOf = entrantHasher(nodeSha256);
const leafOf = leafHasher(nodeSha256);

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
