export { type ActualIndex, indexStates, type IndexState } from './index-states.js';
export { type Deed, type PlannedRebuild, rebuildPlan, type RebuildOrder } from './rebuild-plan.js';
export { DuplicateRowsError, IndexRebuilder, IndexRebuildError } from './rebuild.js';
