export { aMemberAction } from './member-action.js';
export { aSnowflake, aSnowflakeAt } from './snowflakes.js';
export { aTaskCompletion, aTaskPost, anUnpostedTask } from './tasks.js';
export * from './documents.js';
