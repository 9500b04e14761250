export { ALLOWLIST_VISITS, allowlistDetailsId, enterId } from './entries/entries.custom-ids.js';
export { entrantOf } from './entries/entry.rules.js';
export { AllowlistsModule } from './allowlists.module.js';
export { AllowlistFiguresRepository } from './figures/allowlist-figures.repository.js';
export { MemberEntriesRepository } from './entries/member-entries.repository.js';
export { MemberWithdrawal } from './entries/member-withdrawal.service.js';
