export { TEMPLATE_LIMITS } from './schemas/template.schema.js';
export { suggestsTemplates } from './template.autocomplete.js';
export { TemplateOwner } from './template-owner.port.js';
export { openTemplatesId } from './templates.custom-ids.js';
export { TemplatesModule } from './templates.module.js';
export { TemplatesService } from './templates.service.js';
