import { promisify } from 'node:util';
import { crc32, deflate } from 'node:zlib';

const MOST_COLOURS = 256;
const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const compress = promisify(deflate);

/** Pixels, each as one number of four bytes. */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly colours: Uint32Array;
}

/**
 * A PNG of 256 colours: a chart has a dozen, and between them the shades of its edges. A third of the size of
 * one of four bytes a pixel, and nobody sees the difference. Compressed by a thread of the pool.
 */
export async function palettePng(pixels: Pixels): Promise<Buffer> {
  const palette = frequent(pixels);
  const rows = indexed(pixels, palette);
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', headerOf(pixels)),
    chunk('PLTE', Buffer.from(palette.flatMap((colour) => bytesOf(colour).slice(0, 3)))),
    chunk('tRNS', Buffer.from(palette.map((colour) => bytesOf(colour)[3] ?? 0))),
    chunk('IDAT', await compress(rows, { level: 6, memLevel: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function headerOf({ width, height }: Pixels): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 3], 8); // eight bits a pixel, each the number of a colour
  return header;
}

/** The rows that differ from the one above: what is flat, which is most of a chart, is looked at once. */
function* newRows({ width, height, colours }: Pixels): Generator<[y: number, row: Uint32Array]> {
  const bytes = Buffer.from(colours.buffer, colours.byteOffset, colours.byteLength);
  const length = width * 4;
  for (let y = 0; y < height; y += 1) {
    const [above, start] = [(y - 1) * length, y * length];
    if (y > 0 && bytes.compare(bytes, above, start, start, start + length) === 0) continue;
    yield [y, colours.subarray(y * width, (y + 1) * width)];
  }
}

/** The colours that most pixels of these rows have. */
function frequent(pixels: Pixels): number[] {
  const counts = new Map<number, number>();
  for (const [, row] of newRows(pixels)) {
    let start = 0;
    for (let end = 1; end <= row.length; end += 1) {
      if (row[end] === row[start]) continue;
      const colour = row[start] ?? 0;
      counts.set(colour, (counts.get(colour) ?? 0) + end - start);
      start = end;
    }
  }
  const byCount = [...counts].sort(([, one], [, other]) => other - one);
  return byCount.slice(0, MOST_COLOURS).map(([colour]) => colour);
}

/** The rows of the picture, each after the number of its filter, which is none. */
function indexed(pixels: Pixels, palette: readonly number[]): Buffer {
  const known = new Map(palette.map((colour, index) => [colour, index]));
  const length = pixels.width + 1;
  const rows = Buffer.alloc(length * pixels.height);
  let done = 0;
  for (const [y, row] of newRows(pixels)) {
    repeatRow(rows, length, done, y);
    let [last, index] = [-1, 0];
    row.forEach((colour, x) => {
      if (colour !== last) {
        index = known.get(colour) ?? learn(known, palette, colour);
        last = colour;
      }
      rows[y * length + 1 + x] = index;
    });
    done = y + 1;
  }
  repeatRow(rows, length, done, pixels.height);
  return rows;
}

/** The rows from `from` up to `to` are like the one above them. */
function repeatRow(rows: Buffer, length: number, from: number, to: number): void {
  for (let y = from; y < to; y += 1) rows.copyWithin(y * length, (y - 1) * length, y * length);
}

/** A colour without a number gets that of the nearest one which has one. */
function learn(known: Map<number, number>, palette: readonly number[], colour: number): number {
  let [nearest, least] = [0, Infinity];
  palette.forEach((one, index) => {
    let distance = 0;
    for (let shift = 0; shift < 32; shift += 8)
      distance += (((one >>> shift) & 0xff) - ((colour >>> shift) & 0xff)) ** 2;
    if (distance < least) [nearest, least] = [index, distance];
  });
  known.set(colour, nearest);
  return nearest;
}

/** Red, green, blue and how opaque, as they stand in memory of a little-endian machine, which all are. */
const bytesOf = (colour: number): number[] => [0, 8, 16, 24].map((shift) => (colour >>> shift) & 0xff);

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const ends = Buffer.alloc(8);
  ends.writeUInt32BE(data.length, 0);
  ends.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([ends.subarray(0, 4), body, ends.subarray(4)]);
}
