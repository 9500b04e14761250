import { customId } from '../../infra/discord/index.js';

/** `owner` says what the id names, such as `task`: see TemplateOwner. */
export const openTemplatesId = customId('templates/open/:owner/:ownerId');
export const nameTemplateId = customId('templates/name/:owner/:ownerId');
export const saveTemplateId = customId('templates/save/:owner/:ownerId');
/** Which one might go; a server may have more than a select holds. */
export const chooseTemplateId = customId('templates/choose/:owner/:ownerId/:list');
export const deleteTemplateId = customId('templates/delete/:owner/:ownerId/:templateId');
