export { TellsAtContact } from './tells-at-contact.js';
export { UntoldNews } from './untold-news.js';
export { type UntoldRow, UntoldRows } from './untold-rows.js';
