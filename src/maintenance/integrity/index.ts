export { type IntegrityTools, integrityChecks } from './checks.js';
export { IntegrityJob } from './integrity.job.js';
export { IntegrityModule } from './integrity.module.js';
export { type IntegrityRun, IntegrityService } from './integrity.service.js';
export { type CheckReport, type IntegrityReport, runChecks } from './run-checks.js';
