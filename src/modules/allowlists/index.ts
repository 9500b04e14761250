export { entrantOf } from './entry.rules.js';
export { AllowlistsModule } from './allowlists.module.js';
export { MemberEntriesRepository } from './member-entries.repository.js';
export { MemberWithdrawal } from './member-withdrawal.service.js';
