export { Projection } from './projection.js';
export { ProjectionRunner } from './projection-runner.js';
export { ProjectionsModule } from './projections.module.js';
