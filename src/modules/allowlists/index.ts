export { entrantOf } from './entries/entry.rules.js';
export { AllowlistsModule } from './allowlists.module.js';
export { MemberEntriesRepository } from './entries/member-entries.repository.js';
export { MemberWithdrawal } from './entries/member-withdrawal.service.js';
