import { setImmediate } from 'node:timers/promises';
import { eachLine, entrantHasher, maskLine, writeLine } from '../../../draw/index.js';
import { nodeSha256 } from '../../../draw/node-sha256.js';

/** So much is masked at a time, then others get their turn. */
const PIECE_BYTES = 64 * 1024;

const entrantOf = entrantHasher(nodeSha256);

/** Lines of a part of a list, masked; in pieces that end with a line. */
export async function* maskedPieces(part: Buffer): AsyncGenerator<Buffer> {
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
