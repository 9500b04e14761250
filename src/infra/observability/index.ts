export { type InteractionNotes, noteOfInteraction, notesOf } from './interaction-notes.js';
export { createPino, JsonLogger } from './logger.js';
export { Load } from './load.js';
export { Metrics } from './metrics.js';
export { ObservabilityModule } from './observability.module.js';
export { ProcessFigures } from './process-figures.js';
export { type Scope, scope } from './scope.js';
export { scrub, type Scrub, scrubber } from './scrub.js';
