import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { type Model, mongo, Types } from 'mongoose';
import { isDuplicateKey } from '../../../infra/database/index.js';
import { DrawListPart } from '../schemas/draw.schema.js';

/** Where a part stands, and its lines. */
export type ListPart = Pick<DrawListPart, 'part' | 'from' | 'isLast'> & { readonly bytes: Buffer };

/** Frozen lists, in parts that are written once. */
@Injectable()
export class DrawListsRepository {
  constructor(@InjectModel(DrawListPart.name) private readonly parts: Model<DrawListPart>) {}

  /** False when there is such a part already: that one stands. */
  async insert(drawId: Types.ObjectId, allowlistId: string, { bytes, ...place }: ListPart): Promise<boolean> {
    const lines = new mongo.Binary(bytes);
    try {
      await this.parts.collection.insertOne({
        _id: new Types.ObjectId(),
        drawId: drawId.toHexString(),
        allowlistId,
        ...place,
        lines,
      });
      return true;
    } catch (error) {
      if (isDuplicateKey(error)) return false;
      throw error;
    }
  }

  /** In order; the next is read while one is worked on. Of a majority. */
  async *stream(allowlistId: string): AsyncGenerator<ListPart> {
    let next = this.find(allowlistId, 0);
    for (let part = 1; ; part += 1) {
      const found = await next;
      if (found === null) return;
      if (found.isLast) {
        yield found;
        return;
      }
      next = this.find(allowlistId, part);
      next.catch(() => undefined);
      yield found;
    }
  }

  async find(allowlistId: string, part: number): Promise<ListPart | null> {
    const found = await this.parts
      .findOne({ allowlistId, part }, { _id: 0, part: 1, from: 1, isLast: 1, lines: 1 })
      .readConcern('majority')
      .lean<DrawListPart>()
      .exec();
    if (found === null) return null;
    const { lines, ...place } = found;
    const { buffer, byteOffset, byteLength } = lines.value();
    return { ...place, bytes: Buffer.from(buffer, byteOffset, byteLength) };
  }

  /** False when its lines are not these any more. */
  async replace(allowlistId: string, { part, bytes }: ListPart, by: Buffer): Promise<boolean> {
    const { matchedCount } = await this.parts.updateOne(
      { allowlistId, part, lines: new mongo.Binary(bytes) },
      { $set: { lines: new mongo.Binary(by) } },
    );
    return matchedCount > 0;
  }

  /** The places of all parts, without their lines. */
  places(allowlistId: string): Promise<Pick<DrawListPart, 'part' | 'from'>[]> {
    return this.parts
      .find({ allowlistId }, { _id: 0, part: 1, from: 1 })
      .sort({ part: 1 })
      .lean<DrawListPart[]>()
      .exec();
  }
}
