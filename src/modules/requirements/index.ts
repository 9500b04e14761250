export {
  type Applicant,
  type Finding,
  type Place,
  type ReadAsks,
  RequirementKind,
  type RequirementState,
  unchecked,
  type Words,
} from './requirement-kind.port.js';
export { RequirementKinds } from './requirement-kinds.js';
export { RequirementsNotMetError } from './requirements.errors.js';
export { RequirementsModule } from './requirements.module.js';
export { RequirementsService } from './requirements.service.js';
export { MOST_REQUIREMENTS, Requirement } from './schemas/requirement.schema.js';
export { openRequirementsId } from './requirements.custom-ids.js';
export { type Owned, RequirementOwner } from './requirement-owner.port.js';
export { RequirementsEditorService } from './requirements-editor.service.js';
