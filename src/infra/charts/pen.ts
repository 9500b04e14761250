import type { SKRSContext2D } from '@napi-rs/canvas';
import type { Tone } from './chart.js';
import { drawable, font, type Weight } from './canvas.js';

/** Dark in itself, with a line around it: it reads on both of Discord's backgrounds. */
export const COLOURS = {
  ground: '#1a1b21',
  edge: '#33353f',
  raised: '#24262e',
  line: '#30323b',
  text: '#f4f5f7',
  quiet: '#a9aebb',
} as const;

export const TONES: Readonly<Record<Tone, string>> = {
  first: '#7480ff',
  second: '#a67dff',
  good: '#3fc380',
  warning: '#f5b342',
};

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

interface Words {
  readonly size: number;
  readonly weight?: Weight;
  readonly colour?: string;
  readonly align?: 'left' | 'center' | 'right';
  readonly maxWidth?: number;
}

const ELLIPSIS = '…';

/** Draws shapes and words; sizes are those of a picture at half its resolution. */
export class Pen {
  constructor(private readonly context: SKRSContext2D) {}

  /** @returns how wide the words are as they were drawn: too long ones are cut */
  words(text: string, x: number, baseline: number, words: Words): number {
    const { size, weight = 400, colour = COLOURS.text, align = 'left', maxWidth = Infinity } = words;
    this.context.font = font(weight, size);
    this.context.fillStyle = colour;
    this.context.textAlign = align;
    const cut = this.cut(drawable(text), maxWidth);
    this.context.fillText(cut, x, baseline);
    return this.context.measureText(cut).width;
  }

  widthOf(text: string, size: number, weight: Weight = 400): number {
    this.context.font = font(weight, size);
    return this.context.measureText(drawable(text)).width;
  }

  box({ x, y, width, height }: Box, colour: string, radius: number | readonly number[] = 0): void {
    this.context.fillStyle = colour;
    this.context.beginPath();
    this.context.roundRect(x, y, width, height, typeof radius === 'number' ? radius : [...radius]);
    this.context.fill();
  }

  frame({ x, y, width, height }: Box, colour: string, radius: number): void {
    this.context.strokeStyle = colour;
    this.context.lineWidth = 1;
    this.context.beginPath();
    this.context.roundRect(x + 0.5, y + 0.5, width - 1, height - 1, radius);
    this.context.stroke();
  }

  private cut(text: string, maxWidth: number): string {
    const fits = (part: string): boolean => this.context.measureText(part).width <= maxWidth;
    if (fits(text)) return text;
    const signs = Array.from(text);
    let [fitting, tooMany] = [0, signs.length];
    while (tooMany - fitting > 1) {
      const middle = (fitting + tooMany) >> 1;
      if (fits(signs.slice(0, middle).join('').trimEnd() + ELLIPSIS)) fitting = middle;
      else tooMany = middle;
    }
    return signs.slice(0, fitting).join('').trimEnd() + ELLIPSIS;
  }
}
