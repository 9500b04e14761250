export { DraftsModule } from './drafts.module.js';
export { type DraftOwner, DraftsRepository } from './drafts.repository.js';
