import type { Tiles } from './chart.js';
import { type Box, COLOURS, type Pen, TONES } from './pen.js';

const HEIGHT = 58;
const GAP = 10;
const INSET = 12;

export const tilesHeight = (): number => HEIGHT;

export function drawTiles(pen: Pen, { tiles }: Tiles, { x, y, width }: Box): void {
  const each = (width - GAP * (tiles.length - 1)) / tiles.length;
  tiles.forEach(({ label, shown, tone }, index) => {
    const left = x + index * (each + GAP);
    const maxWidth = each - 2 * INSET;
    pen.box({ x: left, y, width: each, height: HEIGHT }, COLOURS.raised, 10);
    const colour = tone === undefined ? COLOURS.text : TONES[tone];
    pen.words(shown, left + INSET, y + 27, { size: 19, weight: 600, colour, maxWidth });
    pen.words(label, left + INSET, y + 45, { size: 11.5, colour: COLOURS.quiet, maxWidth });
  });
}
