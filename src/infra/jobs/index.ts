export { DueEffect } from './due-effect.js';
export { DueRunner } from './due-runner.js';
export { JobsModule } from './jobs.module.js';
