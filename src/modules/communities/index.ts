export { CommunitiesModule } from './communities.module.js';
export { CommunityPlatform, type CommunitySummary } from './community-platform.port.js';
