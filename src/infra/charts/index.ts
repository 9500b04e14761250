export type { Bar, Bars, Chart, ChartPart, Column, Columns, Tile, Tiles } from './chart.js';
export { drawChart } from './draw-chart.js';
