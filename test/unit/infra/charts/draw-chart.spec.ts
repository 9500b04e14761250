import { createCanvas, loadImage } from '@napi-rs/canvas';
import { drawable } from '../../../../src/infra/charts/canvas.js';
import { niceTop } from '../../../../src/infra/charts/columns.js';
import { type Bar, type Chart, type Column, drawChart } from '../../../../src/infra/charts/index.js';

const MOST_BYTES = 60_000;
/** Of three bytes and how opaque, the last one first. */
const GREEN = 0xff80c33f;

interface Given {
  readonly title?: string;
  readonly bars?: readonly Bar[];
  readonly columns?: readonly Column[];
}
const aBar = (value: number): Bar => ({ label: 'Completed', value, shown: String(value), note: '50 %' });

const aChart = ({ title = 'Join the cats', bars = [aBar(10)], columns = [] }: Given = {}): Chart => ({
  title,
  subtitle: 'Statistics',
  parts: [
    {
      kind: 'tiles',
      tiles: [
        { label: 'Success', shown: '62 %' },
        { label: 'Engagement', shown: '71' },
      ],
    },
    { kind: 'bars', heading: 'From looking to doing', bars },
    { kind: 'columns', heading: 'By day', columns, written: String, empty: 'Nobody completed it yet.' },
  ],
});

/** A picture as anybody who gets it reads it. */
async function read(png: Buffer): Promise<{ width: number; height: number; pixels: Uint32Array }> {
  const image = await loadImage(png);
  const context = createCanvas(image.width, image.height).getContext('2d');
  context.drawImage(image, 0, 0);
  const { data } = context.getImageData(0, 0, image.width, image.height);
  return { width: image.width, height: image.height, pixels: new Uint32Array(data.buffer) };
}

async function greenIn(chart: Chart): Promise<number> {
  const { pixels } = await read(await drawChart(chart));
  let count = 0;
  for (const pixel of pixels) if (pixel === GREEN) count += 1;
  return count;
}

describe('a chart', () => {
  it('is a PNG of twice the width that Discord shows, small, and the same each time', async () => {
    const png = await drawChart(aChart());
    expect(png.subarray(0, 8).toString('latin1')).toBe('\x89PNG\r\n\x1a\n');
    const { width, height, pixels } = await read(png);
    expect(width).toBe(1_200);
    expect(height).toBeGreaterThan(600);
    expect(new Set(pixels).size).toBeGreaterThan(100);
    expect(png.length).toBeLessThan(MOST_BYTES);
    expect((await drawChart(aChart())).equals(png)).toBe(true);
  });

  it('has bars as long as their values, and none for nought', async () => {
    const green = (value: number): Promise<number> =>
      greenIn(aChart({ bars: [aBar(100), { ...aBar(value), tone: 'good' }] }));
    const [none, half, whole] = [await green(0), await green(50), await green(100)];
    expect(none).toBe(0);
    expect(half / whole).toBeCloseTo(0.5, 2);
  });

  it('has columns as high as their values', async () => {
    const green = (...values: number[]): Promise<number> =>
      greenIn(aChart({ columns: values.map((value) => ({ label: '1 Nov', value })) }));
    const full = await green(4, 0, 0, 0);
    expect((await green(4, 2, 0, 0)) / full).toBeCloseTo(1.5, 1);
  });

  it('takes texts of any length and script, and a picture full of data stays small', async () => {
    const odd = { ...aBar(7), label: `${'Ж'.repeat(300)} 😀 你好 \u202e`, shown: '9'.repeat(200) };
    const columns = Array.from({ length: 60 }, (_, day) => ({
      label: `${String(day + 1)}. Nov.`,
      value: (day * 7919) % 1_000_003,
    }));
    const chart = aChart({
      title: '你好 😀'.repeat(40),
      bars: Array.from({ length: 10 }, () => odd),
      columns,
    });
    const png = await drawChart(chart);
    expect((await read(png)).width).toBe(1_200);
    expect(png.length).toBeLessThan(MOST_BYTES);
  });
});

it.each([
  ['Größe “x” – 12.345 € · 62\u00a0%…', 'Größe “x” – 12.345 € · 62 %…'],
  ['Łódź Привет Ελλάδα', 'Łódź Привет Ελλάδα'],
  ['a 😀  b\n你好\u202e!', 'a b !'],
])('of %j the font draws %j', (typed, drawn) => {
  expect(drawable(typed)).toBe(drawn);
});

it.each([
  [0, 2],
  [1, 2],
  [3, 4],
  [5, 6],
  [11, 20],
  [26, 30],
  [212, 250],
  [300, 300],
  [999, 1_000],
  [7_000_001, 8_000_000],
])('an axis for %i ends at %i', (largest, top) => {
  expect(niceTop(largest)).toBe(top);
});
