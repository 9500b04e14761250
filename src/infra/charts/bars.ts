import type { Bar, Bars } from './chart.js';
import { type Box, COLOURS, type Pen, TONES } from './pen.js';

const ROW = 42;
const THICKNESS = 10;
const NOTE_TEXT = 12;
export const HEADING = 30;

export const barsHeight = ({ bars }: Bars): number => HEADING + bars.length * ROW - 8;

export function drawBars(pen: Pen, part: Bars, { x, y, width }: Box): void {
  pen.words(part.heading, x, y + 14, { size: 14, weight: 600, maxWidth: width });
  const largest = Math.max(...part.bars.map(({ value }) => value), 1);
  // Values stand below each other, whatever is noted beside them.
  const noteWidth = Math.max(...part.bars.map(({ note = '' }) => pen.widthOf(note, NOTE_TEXT)), 0);
  part.bars.forEach((bar, index) => {
    const box = { x, y: y + HEADING + index * ROW, width, height: ROW };
    drawBar(pen, bar, { share: bar.value / largest, noteWidth: noteWidth > 0 ? noteWidth + 10 : 0 }, box);
  });
}

function drawBar(
  pen: Pen,
  bar: Bar,
  { share, noteWidth }: { share: number; noteWidth: number },
  { x, y, width }: Box,
): void {
  const right = x + width;
  const { label, shown, note = '', tone = 'first' } = bar;
  pen.words(note, right, y + 13, { size: NOTE_TEXT, colour: COLOURS.quiet, align: 'right' });
  const shownWidth = pen.words(shown, right - noteWidth, y + 13, { size: 14, weight: 600, align: 'right' });
  const maxWidth = width - noteWidth - shownWidth - 16;
  pen.words(label, x, y + 13, { size: 13, colour: COLOURS.quiet, maxWidth });
  const track = { x, y: y + 20, width, height: THICKNESS };
  pen.box(track, COLOURS.line, THICKNESS / 2);
  // Whatever is there at all is seen.
  if (share > 0) pen.box({ ...track, width: Math.max(THICKNESS, width * share) }, TONES[tone], THICKNESS / 2);
}
