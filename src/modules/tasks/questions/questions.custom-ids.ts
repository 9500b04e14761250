import { customId } from '../../../infra/discord/index.js';

/** The editor of a task's questions: of a draft, or of a posted one that nobody has answered. */
export const openQuestionsId = customId('questions/open/:postId');
export const chooseQuestionId = customId('questions/choose/:postId/:version');
/** `at` is the position of a question; `NEW_QUESTION` for one more. */
export const questionFormId = customId('questions/form/:postId/:version/:at');
/** That form, when it is sent. */
export const sentQuestionId = customId('questions/sent/:postId/:version/:at');
/** That form again, with what was typed. */
export const fixQuestionId = customId('questions/fix/:postId/:version/:at/:draftId');
export const moveQuestionId = customId('questions/move/:postId/:version/:at/:to');
export const removeQuestionId = customId('questions/remove/:postId/:version/:at');
export const passMarkFormId = customId('questions/mark/:postId');
export const sentPassMarkId = customId('questions/marked/:postId');
export const previewId = customId('questions/preview/:postId/:page');
export const sentPreviewId = customId('questions/previewed/:postId/:page');
/** What members answered to a survey, question by question; and all of it as a file. */
export const talliesId = customId('questions/tallies/:postId/:page');
export const answersFileId = customId('questions/file/:postId');

export const NEW_QUESTION = 'new';
