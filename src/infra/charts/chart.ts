/** A part of a chart in which each line compares a value with the largest one. */
export interface Bars {
  readonly kind: 'bars';
  readonly heading: string;
  readonly bars: readonly Bar[];
}

export interface Bar {
  readonly label: string;
  readonly value: number;
  /** The value in words of the reader's language, such as `1.234`. */
  readonly shown: string;
  /** Beside it, such as a share. */
  readonly note?: string;
  readonly tone?: Tone;
}

/** A part with a column for each step in time. */
export interface Columns {
  readonly kind: 'columns';
  readonly heading: string;
  readonly columns: readonly Column[];
  /** How values are written on the axis. */
  readonly written: (value: number) => string;
  /** Said where there is no value above nought. */
  readonly empty: string;
}

export interface Column {
  readonly label: string;
  readonly value: number;
}

/** A row of figures, each with what it is. */
export interface Tiles {
  readonly kind: 'tiles';
  readonly tiles: readonly Tile[];
}

export interface Tile {
  readonly label: string;
  readonly shown: string;
  readonly tone?: Tone;
}

export type Tone = 'first' | 'second' | 'good' | 'warning';
export type ChartPart = Bars | Columns | Tiles;

/** What a picture shows, from top to bottom. All texts are the caller's; typed ones may be long or odd. */
export interface Chart {
  readonly title: string;
  readonly subtitle: string;
  readonly parts: readonly ChartPart[];
}
