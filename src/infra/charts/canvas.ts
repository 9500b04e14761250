import { createRequire } from 'node:module';
import { leaveSystemFontsAlone } from '../../config/no-system-fonts.js';

type CanvasPackage = typeof import('@napi-rs/canvas');

/** Each subset is a family of its own: what one lacks is taken from the next. */
const SUBSETS = ['latin', 'latin-ext', 'cyrillic', 'greek'] as const;
const WEIGHTS = [400, 600] as const;
const FAMILIES = SUBSETS.map((subset) => `"Inter ${subset}"`).join(', ');
/** What the subsets have; anything else would be drawn as an empty box. */
const NOT_DRAWN =
  /[^\u0020-\u007E\u00A0-\u024F\u0386-\u03CE\u0400-\u045F\u0490\u0491\u2010-\u2014\u2018-\u201E\u2022\u2026\u2030\u2039\u203A\u20AC\u2190-\u2193\u2212]/gu;

export type Weight = (typeof WEIGHTS)[number];

export const font = (weight: Weight, size: number): string =>
  `${String(weight)} ${String(size)}px ${FAMILIES}`;

/** The signs of a text that can be drawn: Latin, Greek and Cyrillic letters, digits, common marks. */
export const drawable = (text: string): string =>
  text.replace(/\s/g, ' ').replace(NOT_DRAWN, '').replace(/ +/g, ' ').trim();

let loaded: Promise<CanvasPackage> | undefined;

/** At the first picture: it takes 15 MB and a twentieth of a second that no other process needs to pay. */
export function canvasPackage(): Promise<CanvasPackage> {
  loaded ??= load();
  return loaded;
}

async function load(): Promise<CanvasPackage> {
  leaveSystemFontsAlone();
  const canvas = await import('@napi-rs/canvas');
  const { resolve } = createRequire(import.meta.url);
  for (const subset of SUBSETS)
    for (const weight of WEIGHTS) {
      const file = resolve(`@fontsource/inter/files/inter-${subset}-${String(weight)}-normal.woff2`);
      const key = canvas.GlobalFonts.registerFromPath(file, `Inter ${subset}`);
      if (key === null) throw new Error(`The font can not be read: ${file}`);
    }
  return canvas;
}
