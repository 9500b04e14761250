import { createHash, type Hash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import type { mongo } from 'mongoose';
import {
  eachLine,
  entrantHasher,
  FrozenList,
  type ListFigures,
  maskLine,
  writeLine,
} from '../../../draw/index.js';
import { nodeSha256 } from '../../../draw/node-sha256.js';
import { EntryListsRepository, type ListedEntry } from '../entries/entry-lists.repository.js';
import type { Draw } from '../schemas/draw.schema.js';
import { DrawListsRepository } from './draw-lists.repository.js';
import { DrawPace } from './draw-pace.js';

/** The longest line. */
const LINE_BYTES = 128;

/** So many bytes of lines are hashed, then others get their turn. */
const PIECE_BYTES = 256 * 1024;

const entrantOf = entrantHasher(nodeSha256);

type Onwards = () => Promise<void>;

/** A list as it stands in the database, and the SHA-256 of all its bytes. */
interface Standing {
  readonly list: FrozenList;
  readonly bytes: Hash;
  readonly parts: number;
  readonly isWhole: boolean;
}

/** Reads and writes frozen lists, holding one part and 40 bytes an entry. */
@Injectable()
export class ListFreeze {
  /** The list that was frozen last, until it is read for its draw. */
  private kept?: { readonly allowlistId: string; readonly list: FrozenList; readonly digest: string };

  constructor(
    private readonly entries: EntryListsRepository,
    private readonly lists: DrawListsRepository,
    private readonly pace: DrawPace,
  ) {}

  /**
   * Fixes the list in parts, of which each is written once: who comes second goes on behind what stands. So all who
   * do it, after a crash or at the same time, end with the same list, of which the last part says so.
   */
  async freeze(
    draw: Pick<Draw, '_id' | 'allowlistId'>,
    connectionId: string,
    closedSeq: mongo.Timestamp,
    onPart: Onwards,
  ): Promise<ListFigures> {
    const { allowlistId } = draw;
    for (;;) {
      const standing = await this.standing(allowlistId, onPart);
      const { list, bytes } = standing;
      if (!standing.isWhole) {
        const after = list.size === 0 ? '' : list.entrantAt(list.size - 1);
        const rest = this.entries.streamList(connectionId, closedSeq, after);
        // Where somebody else's part came in between, that one stands: all is read again.
        if (!(await this.writeRest(standing, rest, draw, onPart))) continue;
      }
      this.kept = { allowlistId, list, digest: bytes.digest('hex') };
      return list.figures;
    }
  }

  /**
   * The list as it stands. Of one that was frozen here just now each byte is compared instead of each line hashed: the
   * same bytes say the same.
   */
  async read(allowlistId: string): Promise<FrozenList> {
    const { kept } = this;
    if (kept?.allowlistId === allowlistId) {
      delete this.kept;
      if ((await this.digestOf(allowlistId)) === kept.digest) return kept.list;
    }
    return (await this.standing(allowlistId, () => Promise.resolve())).list;
  }

  private async digestOf(allowlistId: string): Promise<string> {
    const digest = createHash('sha256');
    for await (const { bytes } of this.lists.stream(allowlistId)) digest.update(bytes);
    return digest.digest('hex');
  }

  private async standing(allowlistId: string, onPart: Onwards): Promise<Standing> {
    const list = new FrozenList(nodeSha256);
    const digest = createHash('sha256');
    let [parts, isWhole] = [0, false];
    for await (const { bytes, isLast } of this.lists.stream(allowlistId)) {
      await eachLine(piecesOf(bytes), (line) => {
        list.add(maskLine(line, entrantOf).entrant, line.tickets);
      });
      digest.update(bytes);
      [parts, isWhole] = [parts + 1, isLast];
      await onPart();
    }
    return { list, bytes: digest, parts, isWhole };
  }

  /** @returns false when another process has written one of the parts meanwhile */
  private async writeRest(
    { list, bytes: digest, parts: first }: Standing,
    rest: AsyncIterable<readonly ListedEntry[]>,
    draw: Pick<Draw, '_id' | 'allowlistId'>,
    onPart: Onwards,
  ): Promise<boolean> {
    const { partBytes } = this.pace;
    const room = Buffer.allocUnsafe(partBytes);
    let [part, from, length] = [first, list.size, 0];
    const write = (isLast: boolean): Promise<boolean> => {
      const bytes = room.subarray(0, length);
      digest.update(bytes);
      return this.lists.insert(draw._id, draw.allowlistId, { part, from, isLast, bytes });
    };
    for await (const entries of rest)
      for (const { discordId, salt, tickets } of entries) {
        if (length + LINE_BYTES > partBytes) {
          if (!(await write(false))) return false;
          [part, from, length] = [part + 1, list.size, 0];
          await onPart();
        }
        length += room.write(writeLine({ discordId, salt, tickets }), length, 'latin1');
        // As a verifier will: of what stands in the line, whatever else the row says.
        list.add(entrantOf({ discordId, salt }), tickets);
      }
    return write(true);
  }
}

/** A line may go on in the next one. */
async function* piecesOf(bytes: Buffer): AsyncGenerator<Buffer> {
  for (let from = 0; from < bytes.length; from += PIECE_BYTES) {
    yield bytes.subarray(from, from + PIECE_BYTES);
    await setImmediate();
  }
}
