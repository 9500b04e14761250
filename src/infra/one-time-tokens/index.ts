export { OneTimeTokensModule } from './one-time-tokens.module.js';
export { type OneTimeToken } from './one-time-token.schema.js';
export { type NewToken, OneTimeTokensRepository, type TokenUse } from './one-time-tokens.repository.js';
