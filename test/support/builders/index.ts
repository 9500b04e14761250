export { aMemberAction } from './member-action.js';
export { aSnowflake, aSnowflakeAt } from './snowflakes.js';
export { aTaskCompletion, aTaskPost, aTemplate, anUnpostedTask } from './tasks.js';
export * from './documents.js';
