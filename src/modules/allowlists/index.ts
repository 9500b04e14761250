export { AllowlistsModule } from './allowlists.module.js';
export { MemberEntriesRepository } from './member-entries.repository.js';
