export interface ImageHeader {
  readonly type: 'image/png' | 'image/jpeg' | 'image/gif' | 'image/webp';
  readonly width: number;
  readonly height: number;
}

type Size = readonly [width: number, height: number] | undefined;

/** What picture the bytes are, by themselves: a name or a claimed type proves nothing. */
export function imageIn(bytes: Uint8Array): ImageHeader | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (const [type, read] of readers) {
    const size = read(view);
    if (size !== undefined && size[0] > 0 && size[1] > 0) return { type, width: size[0], height: size[1] };
  }
  return undefined;
}

const readers: readonly (readonly [ImageHeader['type'], (view: DataView) => Size])[] = [
  ['image/png', pngSize],
  ['image/jpeg', jpegSize],
  ['image/gif', gifSize],
  ['image/webp', webpSize],
];

function hasAscii(view: DataView, at: number, text: string): boolean {
  if (view.byteLength < at + text.length) return false;
  for (let index = 0; index < text.length; index++)
    if (view.getUint8(at + index) !== text.charCodeAt(index)) return false;
  return true;
}

function pngSize(view: DataView): Size {
  if (!hasAscii(view, 0, '\x89PNG\r\n\x1a\n') || !hasAscii(view, 12, 'IHDR') || view.byteLength < 24)
    return undefined;
  return [view.getUint32(16), view.getUint32(20)];
}

function gifSize(view: DataView): Size {
  if ((!hasAscii(view, 0, 'GIF87a') && !hasAscii(view, 0, 'GIF89a')) || view.byteLength < 10)
    return undefined;
  return [view.getUint16(6, true), view.getUint16(8, true)];
}

/** Goes from segment to segment up to the frame header, whose markers are C0–CF without C4, C8 and CC. */
function jpegSize(view: DataView): Size {
  if (view.byteLength < 4 || view.getUint16(0) !== 0xffd8) return undefined;
  let at = 2;
  while (at + 9 <= view.byteLength && view.getUint8(at) === 0xff) {
    const marker = view.getUint8(at + 1);
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame) return [view.getUint16(at + 7), view.getUint16(at + 5)];
    const isFill = marker === 0xff;
    at += isFill ? 1 : 2 + view.getUint16(at + 2);
  }
  return undefined;
}

/** The three forms of WebP keep their size in three places. */
function webpSize(view: DataView): Size {
  if (!hasAscii(view, 0, 'RIFF') || !hasAscii(view, 8, 'WEBP') || view.byteLength < 30) return undefined;
  if (hasAscii(view, 12, 'VP8 '))
    return [view.getUint16(26, true) & 0x3fff, view.getUint16(28, true) & 0x3fff];
  if (hasAscii(view, 12, 'VP8L')) {
    const bits = view.getUint32(21, true);
    return [(bits & 0x3fff) + 1, ((bits >> 14) & 0x3fff) + 1];
  }
  if (!hasAscii(view, 12, 'VP8X')) return undefined;
  // Two numbers of 24 bits side by side.
  return [(view.getUint32(24, true) & 0xffffff) + 1, (view.getUint32(26, true) >>> 8) + 1];
}
