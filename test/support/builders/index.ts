export { aMemberAction } from './member-action.js';
export { aSnowflake, aSnowflakeAt } from './snowflakes.js';
export { aTaskCompletion, aTaskPost, aTaskTemplate, anUnpostedTask } from './tasks.js';
export * from './documents.js';
