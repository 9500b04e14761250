import type { Column, Columns } from './chart.js';
import { HEADING } from './bars.js';
import { type Box, COLOURS, type Pen, TONES } from './pen.js';

const PLOT = 110;
const AXIS = 20;
const AXIS_TEXT = 11;
const LABEL_GAP = 14;
const WIDEST = 36;

export const columnsHeight = (): number => HEADING + PLOT + AXIS;

export function drawColumns(pen: Pen, part: Columns, { x, y, width }: Box): void {
  pen.words(part.heading, x, y + 14, { size: 14, weight: 600, maxWidth: width });
  const values = part.columns.map(({ value }) => value);
  const largest = Math.max(...values, 0);
  const plot = { x, y: y + HEADING, width, height: PLOT };
  if (largest === 0) {
    pen.box(plot, COLOURS.raised, 8);
    const place = [x + width / 2, plot.y + PLOT / 2 + 4] as const;
    pen.words(part.empty, ...place, {
      size: 13,
      colour: COLOURS.quiet,
      align: 'center',
      maxWidth: width - 24,
    });
    return;
  }
  const top = niceTop(largest);
  const steps = [0, top / 2, top];
  const axisWidth = Math.max(...steps.map((step) => pen.widthOf(part.written(step), AXIS_TEXT))) + 10;
  for (const step of steps) {
    const level = plot.y + PLOT * (1 - step / top);
    pen.box({ x: x + axisWidth, y: level - 0.5, width: width - axisWidth, height: 1 }, COLOURS.line);
    const written = { size: AXIS_TEXT, colour: COLOURS.quiet, align: 'right' } as const;
    pen.words(part.written(step), x + axisWidth - 8, level + 4, written);
  }
  drawEach(pen, part.columns, top, { ...plot, x: x + axisWidth, width: width - axisWidth });
}

function drawEach(pen: Pen, columns: readonly Column[], top: number, plot: Box): void {
  const slot = plot.width / columns.length;
  const thickness = Math.min(WIDEST, Math.max(2, slot * 0.68));
  columns.forEach(({ value }, index) => {
    if (value === 0) return;
    const height = Math.max(2, (PLOT * value) / top);
    const left = plot.x + slot * (index + 0.5) - thickness / 2;
    const radius = Math.min(4, thickness / 3, height);
    pen.box({ x: left, y: plot.y + PLOT - height, width: thickness, height }, TONES.good, [
      radius,
      radius,
      0,
      0,
    ]);
  });
  drawLabels(pen, columns, slot, plot);
}

/** As many as there is room for, the first one always. */
function drawLabels(pen: Pen, columns: readonly Column[], slot: number, plot: Box): void {
  const widest = Math.max(...columns.map(({ label }) => pen.widthOf(label, AXIS_TEXT)));
  const every = Math.max(1, Math.ceil((widest + LABEL_GAP) / slot));
  columns.forEach(({ label }, index) => {
    if (index % every !== 0) return;
    const half = pen.widthOf(label, AXIS_TEXT) / 2;
    const middle = plot.x + slot * (index + 0.5);
    const x = Math.min(Math.max(middle, plot.x + half), plot.x + plot.width - half);
    pen.words(label, x, plot.y + PLOT + 16, { size: AXIS_TEXT, colour: COLOURS.quiet, align: 'center' });
  });
}

const STEPS = [1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10];

/** The next round number of which the half is whole. */
export function niceTop(largest: number): number {
  const magnitude = 10 ** Math.floor(Math.log10(Math.max(largest, 1)));
  const tops = STEPS.map((step) => step * magnitude);
  return tops.find((top) => top >= largest && top % 2 === 0) ?? 2 * Math.ceil(largest / 2);
}
