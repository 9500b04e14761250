import { Turns } from '../../kernel/turns.js';
import { barsHeight, drawBars } from './bars.js';
import { canvasPackage } from './canvas.js';
import type { Chart, ChartPart } from './chart.js';
import { columnsHeight, drawColumns } from './columns.js';
import { palettePng } from './palette-png.js';
import { type Box, COLOURS, Pen } from './pen.js';
import { drawTiles, tilesHeight } from './tiles.js';

/** Discord shows a picture 550 wide at most: at twice the size it is sharp on all screens. */
const SCALE = 2;
const WIDTH = 600;
const MARGIN = 24;
const TITLE = 54;
const GAP = 22;
const RADIUS = 14;

/**
 * A PNG of 1,200 pixels' width. Drawn here, which takes a few milliseconds, and encoded by a thread of the
 * pool, which takes some dozen.
 */
export const drawChart = (chart: Chart): Promise<Buffer> => turns.take('picture', () => drawNow(chart));

/** One picture after the other: between two of them whoever waits for an answer is acknowledged. */
const turns = new Turns();

async function drawNow(chart: Chart): Promise<Buffer> {
  const { createCanvas } = await canvasPackage();
  const heights = chart.parts.map(heightOf);
  const height = heights.reduce((sum, each) => sum + each + GAP, MARGIN * 2 + TITLE - GAP);
  const canvas = createCanvas(WIDTH * SCALE, Math.ceil(height) * SCALE);
  const context = canvas.getContext('2d');
  context.scale(SCALE, SCALE);
  draw(new Pen(context), chart, heights, { x: 0, y: 0, width: WIDTH, height: Math.ceil(height) });
  const { data, width: across, height: down } = context.getImageData(0, 0, canvas.width, canvas.height);
  const colours = new Uint32Array(data.buffer, data.byteOffset, data.length / 4);
  return palettePng({ width: across, height: down, colours });
}

function draw(pen: Pen, { title, subtitle, parts }: Chart, heights: readonly number[], whole: Box): void {
  pen.box(whole, COLOURS.ground, RADIUS);
  pen.frame(whole, COLOURS.edge, RADIUS);
  const width = WIDTH - 2 * MARGIN;
  pen.words(title, MARGIN, MARGIN + 16, { size: 19, weight: 600, maxWidth: width });
  pen.words(subtitle, MARGIN, MARGIN + 36, { size: 12.5, colour: COLOURS.quiet, maxWidth: width });
  let y = MARGIN + TITLE;
  parts.forEach((part, index) => {
    const height = heights[index] ?? 0;
    drawPart(pen, part, { x: MARGIN, y, width, height });
    y += height + GAP;
  });
}

function heightOf(part: ChartPart): number {
  switch (part.kind) {
    case 'bars':
      return barsHeight(part);
    case 'columns':
      return columnsHeight();
    case 'tiles':
      return tilesHeight();
  }
}

function drawPart(pen: Pen, part: ChartPart, box: Box): void {
  switch (part.kind) {
    case 'bars':
      drawBars(pen, part, box);
      return;
    case 'columns':
      drawColumns(pen, part, box);
      return;
    case 'tiles':
      drawTiles(pen, part, box);
      return;
  }
}
