import { customId } from '../../infra/discord/index.js';

/** `owner` says what the id names, such as `task`: see RequirementOwner. */
export const openRequirementsId = customId('requirements/open/:owner/:postId');
/** A kind is chosen, its form is filled in; what was refused is filled in again. */
export const addRequirementId = customId('requirements/add/:owner/:postId');
export const requirementFormId = customId('requirements/form/:owner/:postId/:kind');
export const fixRequirementId = customId('requirements/fix/:draftId');
export const removeRequirementId = customId('requirements/remove/:owner/:postId');
