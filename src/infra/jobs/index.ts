export { DueEffect } from './due-effect.js';
export { DueRunner } from './due-runner.js';
export { isAway } from './is-away.js';
export { JobTicks } from './job-ticks.js';
export { JobsModule } from './jobs.module.js';
