export { AuditModule } from './audit.module.js';
export { type AuditActor, type AuditEntry } from './audit-entry.schema.js';
export { type AuditFilter, AuditTrail } from './audit-trail.js';
