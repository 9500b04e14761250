import { CreateAllowlistSlash } from '../commands/create-allowlist.slash.js';
import { AllowlistEditorButtons } from '../components/allowlist-editor.button.js';
import { AllowlistEditorModal } from '../components/allowlist-editor.modal.js';
import { AllowlistEditorSelects } from '../components/allowlist-editor.select.js';
import { AllowlistFormModal } from '../components/allowlist-form.modal.js';
import { AllowlistCopiesService } from './allowlist-copies.service.js';
import { AllowlistDraftsService } from './allowlist-drafts.service.js';
import { AllowlistEditingRepository } from './allowlist-editing.repository.js';
import { AllowlistEditorService } from './allowlist-editor.service.js';
import { AllowlistFormsService } from './allowlist-forms.service.js';

import { BonusEditorControls } from '../components/bonus-editor.button.js';
import { AllowlistRequirements } from './allowlist-requirements.service.js';
import { AllowlistTemplates } from './allowlist-templates.service.js';
import { BonusEditorService } from './bonus-editor.service.js';

/** From the first form to *Post*, for the module of allowlists. */
export const creation = [
  CreateAllowlistSlash,
  AllowlistFormModal,
  AllowlistRequirements,
  BonusEditorControls,
  BonusEditorService,
  AllowlistEditorButtons,
  AllowlistEditorModal,
  AllowlistEditorSelects,
  AllowlistFormsService,
  AllowlistDraftsService,
  AllowlistEditorService,
  AllowlistCopiesService,
  AllowlistTemplates,
  AllowlistEditingRepository,
];
