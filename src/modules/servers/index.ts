export { type LinkedServer, ServersService } from './servers.service.js';
export { ServersModule } from './servers.module.js';
