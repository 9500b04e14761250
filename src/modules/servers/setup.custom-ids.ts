import { customId } from '../../infra/discord/index.js';

/** Controls of the panel. None grants anything: each step asks again who presses. */
export const setupPageId = customId('community/setup/:page');
/** The page that is open, anew: no two controls of a message have one id. */
export const samePageId = customId('community/again/:page');
export const setupChannelId = customId('community/channel/:field');
export const chooseRoleId = customId('community/role');
export const rolePermissionsId = customId('community/role-permissions/:roleId');
export const removeRoleId = customId('community/role-remove/:roleId');
/** `to` is `on` or `off`, so that pressing an old button twice does nothing unwanted. */
export const switchId = customId('community/switch/:name/:to');
export const onCardDeletedId = customId('community/card-deleted');
export const languageId = customId('community/language');
export const commonValueId = customId('community/common/:field');
export const typeValueId = customId('community/type/:field');
export const typedValueId = customId('community/typed/:field');
