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
export async function palettePng({ width, height, colours }: Pixels): Promise<Buffer> {
  const palette = frequent(colours);
  const rows = indexed(colours, width, height, palette);
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', headerOf(width, height)),
    chunk('PLTE', Buffer.from(palette.flatMap((colour) => bytesOf(colour).slice(0, 3)))),
    chunk('tRNS', Buffer.from(palette.map((colour) => bytesOf(colour)[3] ?? 0))),
    chunk('IDAT', await compress(rows, { level: 6, memLevel: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function headerOf(width: number, height: number): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 3], 8); // eight bits a pixel, each the number of a colour
  return header;
}

/** The colours that most pixels have. */
function frequent(colours: Uint32Array): number[] {
  const counts = new Map<number, number>();
  let start = 0;
  for (let end = 1; end <= colours.length; end += 1) {
    if (colours[end] === colours[start]) continue;
    const colour = colours[start] ?? 0;
    counts.set(colour, (counts.get(colour) ?? 0) + end - start);
    start = end;
  }
  const byCount = [...counts].sort(([, one], [, other]) => other - one);
  return byCount.slice(0, MOST_COLOURS).map(([colour]) => colour);
}

/** The rows of the picture, each after the number of its filter, which is none. */
function indexed(colours: Uint32Array, width: number, height: number, palette: readonly number[]): Buffer {
  const known = new Map(palette.map((colour, index) => [colour, index]));
  const rows = Buffer.alloc((width + 1) * height);
  let [last, index] = [-1, 0];
  for (let y = 0, at = 0; y < height; y += 1) {
    const row = y * (width + 1) + 1;
    for (let x = 0; x < width; x += 1, at += 1) {
      const colour = colours[at] ?? 0;
      if (colour !== last) {
        index = known.get(colour) ?? learn(known, palette, colour);
        last = colour;
      }
      rows[row + x] = index;
    }
  }
  return rows;
}

function learn(known: Map<number, number>, palette: readonly number[], colour: number): number {
  const wanted = bytesOf(colour);
  const distances = palette.map((one) =>
    bytesOf(one).reduce((sum, byte, channel) => sum + (byte - (wanted[channel] ?? 0)) ** 2, 0),
  );
  const nearest = distances.indexOf(Math.min(...distances));
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
