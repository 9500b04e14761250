export { DoctorService } from './doctor/doctor.service.js';
export { canRead } from './doctor/permissions.rules.js';
export { LINK_CHANGED } from './linking/link-changes.js';
export { isManager, NeedsPermission, PermissionGuard } from './permission.guard.js';
export { PermissionsService } from './permissions.service.js';
export { ROLE_PERMISSIONS, type RolePermission } from './schemas/server-mapping.schema.js';
export { type LinkedServer, type ServerState, ServersService } from './servers.service.js';
export { ServersModule } from './servers.module.js';
