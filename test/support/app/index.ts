export { type PostedAllowlist, postAllowlist, postButtons } from './posted-allowlist.js';
export { type PostedTask, postTask, withdrawTask } from './posted-task.js';
export { plain, textOf } from './reading.js';
export { PUBLIC_URL, useLinking } from './linking-world.js';
export { callbackOf, finish, linkIn, offerTo, signIn } from './sign-in.js';
export { WebBrowser, type WebAnswer } from './web-browser.js';
export { startApp, TestApp, useTestApp } from './start-app.js';
