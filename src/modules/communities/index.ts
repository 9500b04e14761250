export { CommunitiesModule } from './communities.module.js';
export { CommunityPlatform } from './community-platform.port.js';
