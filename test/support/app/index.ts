export { type PostedTask, postTask } from './posted-task.js';
export { plain, textOf } from './reading.js';
export { startApp, TestApp, useTestApp } from './start-app.js';
