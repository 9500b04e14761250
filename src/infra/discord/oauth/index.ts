export { DiscordOAuth, LINK_SCOPES } from './discord-oauth.js';
export { MemberApi, type RoleConnection, type TokenOwner } from './member-api.js';
export { DiscordOAuthError, type OAuthFault } from './oauth.errors.js';
export { type TokenAnswer } from './token-answer.js';
