export { AccountsModule } from './accounts.module.js';
export { AccountsService } from './accounts.service.js';
export { MemberNotices, type NoticeOutcome } from './privacy/member-notices.js';
