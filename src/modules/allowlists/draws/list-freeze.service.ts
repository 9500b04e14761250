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
import { EntryListsRepository } from '../entries/entry-lists.repository.js';
import type { Draw } from '../schemas/draw.schema.js';
import { DrawListsRepository, type ListPart } from './draw-lists.repository.js';

/** Of lines; a document of MongoDB holds four times as much. */
const PART_BYTES = 4 * 1024 * 1024;
/** The longest line. */
const LINE_BYTES = 128;

/** Reads and writes frozen lists, holding one part and 40 bytes an entry. */
@Injectable()
export class ListFreeze {
  constructor(
    private readonly entries: EntryListsRepository,
    private readonly lists: DrawListsRepository,
  ) {}

  /**
   * Fixes the list in parts, of which each is written once: who comes second goes on behind what stands. So all who
   * do it, after a crash or at the same time, end with the same list, of which the last part says so.
   */
  async freeze(
    { _id, allowlistId }: Pick<Draw, '_id' | 'allowlistId'>,
    connectionId: string,
    closedSeq: mongo.Timestamp,
    onPart: () => Promise<void>,
  ): Promise<ListFigures> {
    const list = new FrozenList(nodeSha256);
    let after = '';
    for (let part = 0; ;) {
      const standing = await this.lists.find(allowlistId, part);
      const stored = standing ?? (await this.next(part, list.size, { connectionId, closedSeq, after }));
      // Somebody else's part came in between: it is read instead.
      if (standing === null && !(await this.lists.insert(_id, allowlistId, stored))) continue;
      await addLines(list, stored);
      if (stored.isLast) return list.figures;
      after = list.entrantAt(list.size - 1);
      part += 1;
      await onPart();
    }
  }

  /** The list as it stands, hashed anew from its lines. */
  async read(allowlistId: string): Promise<FrozenList> {
    const list = new FrozenList(nodeSha256);
    for await (const part of this.lists.stream(allowlistId)) await addLines(list, part);
    return list;
  }

  private async next(
    part: number,
    from: number,
    { connectionId, closedSeq, after }: { connectionId: string; closedSeq: mongo.Timestamp; after: string },
  ): Promise<ListPart> {
    const bytes = Buffer.allocUnsafe(PART_BYTES);
    let length = 0;
    let isLast = true;
    for await (const { discordId, salt, tickets } of this.entries.streamList(
      connectionId,
      closedSeq,
      after,
    )) {
      if (length + LINE_BYTES > PART_BYTES) {
        isLast = false;
        break;
      }
      length += bytes.write(writeLine({ discordId, salt, tickets }), length, 'latin1');
    }
    return { part, from, isLast, bytes: bytes.subarray(0, length) };
  }
}

const entrantOf = entrantHasher(nodeSha256);

async function addLines(list: FrozenList, { bytes }: ListPart): Promise<void> {
  await eachLine([bytes], (line) => {
    list.add(maskLine(line, entrantOf).entrant, line.tickets);
  });
}
