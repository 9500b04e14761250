export { CleanupJob } from './cleanup.job.js';
export { CleanupModule } from './cleanup.module.js';
export { CleanupService } from './cleanup.service.js';
