export { drawnInTime } from './drawn-in-time.js';
export { keyExpression, type Series, seriesOf, type Unit, unitFor } from './series.rules.js';
export { seriesColumns, type SeriesTitles, seriesWords } from './series.view.js';
export { momentIn, percentOf } from './statistics-words.js';
